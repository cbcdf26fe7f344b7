@NullMarked
package org.cnnprov.server.migration.dfanalyzer;

import org.jspecify.annotations.NullMarked;
