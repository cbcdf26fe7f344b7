package org.cnnprov.event;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A task read or wrote a file.
 *
 * @param path the folder
 * @param role {@code input}, {@code output}, or what the client calls it
 * @param size in bytes
 * @param sha256 of the content, lower-case hexadecimal
 */
public record FileReported(
    @Nullable OffsetDateTime at,
    ExecutionRef execution,
    TaskRef task,
    String name,
    @Nullable String path,
    @Nullable String role,
    @Nullable Long size,
    @Nullable String sha256,
    @Nullable Double epoch)
    implements Event.OfTask {}
