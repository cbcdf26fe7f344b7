package org.cnnprov.server.query.structured;

import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * A column of the answer.
 *
 * @param alias its name; where absent the name of the attribute, with the set before it where two
 *     columns would have the same name
 */
public record Projection(Value value, @Nullable Name alias) {}
