package org.cnnprov.server.prov;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a set says, as attributes of its entity.
 *
 * @param first the column of the first attribute
 */
record ElementAttributes(DataSet set, Detail detail, int first) {

  private static final String LEARNING_RATE = "learning_rate";

  List<Attribute> of(Cells row) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Term.DATA_ELEMENT.type());
    String kind = kind();
    if (!kind.isEmpty()) {
      attributes.add(Attribute.type(Names.mls(kind)));
    }
    attributes.add(conformsTo(Names.plan("set", set.tag())));
    if (detail == Detail.VALUE) {
      attributes.add(Attribute.type(QualifiedName.prov("Collection")));
    } else {
      for (int i = 0; i < set.attributes().size(); i++) {
        Object value = row.value(first + i);
        if (value != null) {
          attributes.add(
              new Attribute(Names.attribute(set.attributes().get(i).name()), literal(value)));
        }
      }
    }
    Attribute changed = changed(row);
    if (changed != null && attributes.stream().noneMatch(each -> each.equals(changed))) {
      attributes.add(changed);
    }
    return attributes;
  }

  /** What an adaptation changed, under the name of the hyperparameter itself. */
  private @Nullable Attribute changed(Cells row) {
    if (!set.tag().equals(PredefinedTraining.O_ADAPTATION.key())) {
      return null;
    }
    Object value = named(row, "new_value");
    if (value == null) {
      value = named(row, "new_lrate");
    }
    Object attribute = named(row, "attribute");
    return value == null
        ? null
        : new Attribute(
            Names.attribute(attribute == null ? LEARNING_RATE : attribute.toString()),
            literal(value));
  }

  @Nullable Object named(Cells row, String name) {
    for (int i = 0; i < set.attributes().size(); i++) {
      if (set.attributes().get(i).name().equals(name)) {
        return row.value(first + i);
      }
    }
    return null;
  }

  private String kind() {
    String tag = set.tag();
    if (tag.equals(PredefinedTraining.I_TRAINING_MODEL.key())
        || tag.equals(PredefinedTraining.O_ADAPTATION.key())) {
      return "HyperParameterSetting";
    }
    return tag.equals(PredefinedTraining.O_TRAINING_MODEL.key())
            || tag.equals(PredefinedTraining.O_TESTING_MODEL.key())
        ? "ModelEvaluation"
        : "";
  }

  static Attribute conformsTo(QualifiedName plan) {
    return new Attribute(Names.CONFORMS_TO, Value.reference(plan));
  }

  static Value literal(Object value) {
    return value instanceof Double number ? Value.number(number) : Value.text(value.toString());
  }
}
