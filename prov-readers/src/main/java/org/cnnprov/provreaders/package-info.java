/**
 * ProvToolbox's readers and its validator of PROV-CONSTRAINTS as a program: the tests of exports
 * run it in a process of its own, since it needs an older Jackson than the server.
 */
@NullMarked
package org.cnnprov.provreaders;

import org.jspecify.annotations.NullMarked;
