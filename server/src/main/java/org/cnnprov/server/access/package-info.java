/**
 * Who may do what: tokens, their roles, and the guard that asks for them before each route.
 *
 * <p>Each route names its {@link org.cnnprov.server.access.Role} where it is registered; {@link
 * org.cnnprov.server.access.Guard} is the only place that compares.
 */
@NullMarked
package org.cnnprov.server.access;

import org.jspecify.annotations.NullMarked;
