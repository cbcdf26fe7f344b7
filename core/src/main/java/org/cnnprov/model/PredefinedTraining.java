package org.cnnprov.model;

import static org.cnnprov.model.AttributeType.NUMERIC;
import static org.cnnprov.model.AttributeType.TEXT;
import static org.cnnprov.model.SetType.INPUT;
import static org.cnnprov.model.SetType.OUTPUT;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The training dataflow that every network has, whatever its framework: TrainingModel, Adaptation,
 * TestingModel and their sets. The one place that states it.
 *
 * <p>{@link #TRANSFORMATIONS} holds the attributes that were published (Pina et al., IPAW 2020), in
 * their order, which positional rows follow; {@link #BY_NAME} those beyond them, which are filled
 * by name alone.
 */
public final class PredefinedTraining {

  public static final Name TRAINING_MODEL = new Name("TrainingModel");
  public static final Name ADAPTATION = new Name("Adaptation");
  public static final Name TESTING_MODEL = new Name("TestingModel");

  public static final Name I_TRAINING_MODEL = new Name("iTrainingModel");
  public static final Name I_LAYERS = new Name("iLayers");
  public static final Name O_TRAINING_MODEL = new Name("oTrainingModel");
  public static final Name O_TRAINING_STEP = new Name("oTrainingStep");
  public static final Name O_RESOURCES = new Name("oResources");
  public static final Name I_ADAPTATION = new Name("iAdaptation");
  public static final Name O_ADAPTATION = new Name("oAdaptation");
  public static final Name O_TESTING_MODEL = new Name("oTestingModel");

  public static final List<Transformation> TRANSFORMATIONS =
      List.of(
          transformation(
              TRAINING_MODEL,
              set(
                  I_TRAINING_MODEL,
                  INPUT,
                  text("OPTIMIZER_NAME", "class of the optimizer"),
                  number("LEARNING_RATE", "initial learning rate"),
                  number("NUM_EPOCHS", "epochs asked for"),
                  number("BATCH_SIZE", "examples in a step"),
                  number("NUM_LAYERS", "layers of the network"),
                  number("MOMENTUM", "momentum of the optimizer"),
                  number("DECAY", "decay of the learning rate or of the weights")),
              set(
                  I_LAYERS,
                  INPUT,
                  number("index", "place of the layer in the network, from 0"),
                  text("name", "name of the layer"),
                  text("class", "class of the layer"),
                  text("attribute", "name of a configuration value"),
                  text("value", "the configuration value")),
              set(
                  O_TRAINING_MODEL,
                  OUTPUT,
                  text("TIMESTAMP", "end of the epoch"),
                  text("ELAPSED_TIME", "duration of the epoch, seconds or h:mm:ss"),
                  number("LOSS", "training loss"),
                  number("ACCURACY", "training accuracy"),
                  number("EPOCH", "epoch, from 1")),
              set(
                  O_TRAINING_STEP,
                  OUTPUT,
                  number("step", "optimizer step, from 1"),
                  number("epoch", "epoch, from 1"),
                  text("timestamp", "end of the step")),
              set(O_RESOURCES, OUTPUT, text("timestamp", "time of the measurement"))),
          transformation(
              ADAPTATION,
              read(O_TRAINING_MODEL, TRAINING_MODEL),
              set(I_ADAPTATION, INPUT),
              set(
                  O_ADAPTATION,
                  OUTPUT,
                  number("NEW_LRATE", "learning rate after the adaptation"),
                  text("TIMESTAMP", "time of the adaptation"),
                  number("EPOCH_ID", "first epoch trained with the new value"),
                  number("ADAPTATION_ID", "number of the adaptation, from 1"))),
          transformation(
              TESTING_MODEL,
              read(O_TRAINING_MODEL, TRAINING_MODEL),
              set(
                  O_TESTING_MODEL,
                  OUTPUT,
                  number("ACCURACY", "test accuracy"),
                  number("EPOCH", "epochs trained before the test"))));

  private static final Map<Name, List<Attribute>> BY_NAME =
      Map.of(
          O_ADAPTATION,
          List.of(
              text("attribute", "hyperparameter that changed"),
              number("old_value", "value before"),
              number("new_value", "value after"),
              text("kind", "callback, schedule, person or code"),
              text("cause", "what changed it"),
              text("metric", "measure that drove the change")),
          O_TESTING_MODEL,
          List.of(number("LOSS", "test loss")));

  private PredefinedTraining() {}

  /** The attributes of a predefined set that positional rows do not count. */
  public static List<Attribute> filledByNameOnly(Name set) {
    return BY_NAME.getOrDefault(set, List.of());
  }

  private static Transformation transformation(Name tag, DataSetSchema... sets) {
    return new Transformation(tag, List.of(), Arrays.asList(sets));
  }

  private static DataSetSchema set(Name tag, SetType type, Attribute... attributes) {
    return schema(tag, type, null, Arrays.asList(attributes));
  }

  private static DataSetSchema read(Name tag, Name writer) {
    return schema(tag, INPUT, writer, List.of());
  }

  private static DataSetSchema schema(
      Name tag, SetType type, @Nullable Name dependency, List<Attribute> attributes) {
    return new DataSetSchema(tag, type, dependency, attributes);
  }

  private static Attribute number(String name, String description) {
    return new Attribute(new Name(name), NUMERIC, description);
  }

  private static Attribute text(String name, String description) {
    return new Attribute(new Name(name), TEXT, description);
  }
}
