package org.cnnprov.server.query.structured;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A structured query as the store runs it.
 *
 * @param sql one statement that reads
 * @param parameters for its question marks: texts and numbers
 * @param rowLimit rows after which the answer is cut off and says so
 */
public record CompiledQuery(String sql, List<@Nullable Object> parameters, long rowLimit) {}
