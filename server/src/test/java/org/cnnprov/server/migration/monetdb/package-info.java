@NullMarked
package org.cnnprov.server.migration.monetdb;

import org.jspecify.annotations.NullMarked;
