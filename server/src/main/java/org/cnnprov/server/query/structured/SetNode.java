package org.cnnprov.server.query.structured;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnprov.model.Name;
import org.cnnprov.model.SetType;
import org.cnnprov.server.query.Fragment;

/**
 * A data set of a dataflow, or a view that is derived from its data.
 *
 * @param relation the table or view, qualified and quoted
 * @param links the transformations that write it, then those that read it; none of a view
 */
record SetNode(
    Name tag, String relation, Kind kind, List<SetAttribute> attributes, List<SetLink> links) {

  /** Where the rows come from, and so how their execution is known. */
  enum Kind {
    /** Elements that tasks wrote or were given. */
    ELEMENTS,
    /** A view in the schema of the dataflow, with a column {@code execution_id}. */
    VIEW,
    /** The same over all dataflows. */
    VIEW_OF_ALL
  }

  Optional<SetAttribute> attribute(Name name) {
    return attributes.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
  }

  List<SetLink> links(SetType type) {
    return links.stream().filter(link -> link.type() == type).toList();
  }

  /** The task of a row: the one that wrote it, or that it was given to. */
  String task(String alias) {
    List<String> columns =
        links.stream().map(link -> alias + "." + Fragment.quoted(link.column())).toList();
    return columns.size() == 1
        ? columns.get(0)
        : columns.stream().collect(Collectors.joining(", ", "coalesce(", ")"));
  }
}
