package org.cnnprov.store.sql;

import java.util.List;
import java.util.UUID;
import org.cnnprov.event.Request;
import org.cnnprov.event.Slice;
import org.cnnprov.model.Problem;
import org.jspecify.annotations.Nullable;

/** Something to keep among the refused; the arguments as in {@link org.cnnprov.store.Refusal}. */
public record NewRefusal(
    Request request,
    @Nullable UUID producer,
    @Nullable Long number,
    List<Problem> problems,
    Slice raw) {}
