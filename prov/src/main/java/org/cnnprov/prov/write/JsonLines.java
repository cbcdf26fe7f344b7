package org.cnnprov.prov.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;

/** JSON whose upper levels stand on lines of their own: a line for each statement. */
final class JsonLines implements DefaultPrettyPrinter.Indenter {

  /** Whoever opened the output closes it. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private static final Separators SEPARATORS =
      Separators.createDefaultInstance()
          .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
          .withObjectEntrySpacing(Separators.Spacing.NONE)
          .withArrayValueSpacing(Separators.Spacing.NONE)
          .withObjectEmptySeparator("")
          .withArrayEmptySeparator("");

  private int levels;

  JsonLines(int levels) {
    this.levels = levels;
  }

  JsonGenerator generator(Writer out) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(this).withArrayIndenter(this);
    return FACTORY.createGenerator(out).setPrettyPrinter(printer);
  }

  /** From now on so many levels stand on lines of their own. */
  void levels(int levels) {
    this.levels = levels;
  }

  @Override
  public void writeIndentation(JsonGenerator json, int level) throws IOException {
    if (level <= levels) {
      json.writeRaw('\n');
      for (int i = 0; i < level; i++) {
        json.writeRaw(' ');
      }
    }
  }

  @Override
  public boolean isInline() {
    return false;
  }
}
