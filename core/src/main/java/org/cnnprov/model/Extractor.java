package org.cnnprov.model;

/**
 * How the rows of a data set are taken from raw data files.
 *
 * @param cartridge what it does, EXTRACTION or INDEXING
 * @param extension by which program or format, for example CSV; several joined by a comma
 */
public record Extractor(Name tag, String cartridge, String extension) {}
