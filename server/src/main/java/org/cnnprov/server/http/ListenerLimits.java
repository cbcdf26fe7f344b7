package org.cnnprov.server.http;

import java.time.Duration;

/**
 * What holds before a request is routed.
 *
 * @param threads requests served at once; one that waits for its receipt is a thread taken
 * @param connections more wait, unaccepted, for one to end
 * @param headerBytes of the request line with all headers
 * @param headerTime from the first byte of a request to its body
 * @param idleTime silence after which a connection is closed
 */
public record ListenerLimits(
    int threads, int connections, int headerBytes, Duration headerTime, Duration idleTime) {}
