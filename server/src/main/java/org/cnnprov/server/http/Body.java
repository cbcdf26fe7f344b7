package org.cnnprov.server.http;

/**
 * The body of a request, decompressed. Close it when nothing holds the bytes any more: until then
 * they count against the budget.
 */
public final class Body implements AutoCloseable {

  private final byte[] bytes;
  private final ByteBudget.Share share;

  Body(byte[] bytes, ByteBudget.Share share) {
    this.bytes = bytes;
    this.share = share;
  }

  public byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    share.close();
  }
}
