package org.cnnprov.server.http;

import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonText;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.codec.Utf8;
import org.cnnprov.event.Slice;

/**
 * The body of a request, decompressed. Close it when nothing holds the bytes any more: until then
 * they count against the budget.
 */
public final class Body implements AutoCloseable {

  private final byte[] bytes;
  private final ByteBudget.Share share;
  private final JsonText form;

  Body(byte[] bytes, ByteBudget.Share share, JsonText form) {
    this.bytes = bytes;
    this.share = share;
    this.form = form;
  }

  public byte[] bytes() {
    return bytes;
  }

  /**
   * The value that it holds as JSON. A member that stands twice, and text that is no Unicode, go to
   * {@code problems}.
   *
   * @throws UndecodableException where it is no JSON in UTF-8
   */
  public Json json(Problems problems) throws UndecodableException {
    Slice text = new Slice(bytes, 0, bytes.length);
    Utf8.check(text);
    return JsonTree.parse(text, form, problems);
  }

  @Override
  public void close() {
    share.close();
  }
}
