/**
 * The words of PROV-Df as records: what is planned (dataflow, transformation, data set schema,
 * attribute, program) and the identities and states of what happened (execution, task).
 *
 * <p>Every record checks itself in its constructor and throws {@link
 * org.cnnprov.model.InvalidValueException}: a wrong value cannot exist, so nobody behind the doors
 * has to ask again.
 */
@NullMarked
package org.cnnprov.model;

import org.jspecify.annotations.NullMarked;
