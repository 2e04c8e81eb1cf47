package dev.crossover.platforms.googlecloud.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;

/** The two parts of an upload: what the object is, and its content. */
record Multipart(ByteString metadata, ByteString content) {
  private static final String LINE = "\r\n";
  private static final String END_OF_HEADERS = LINE + LINE;

  static Multipart of(byte[] body) {
    // One character for each byte, so that places in the text are places in the bytes.
    String text = new String(body, ISO_8859_1);
    String boundary = LINE + text.substring(0, text.indexOf(LINE));
    int first = text.indexOf(END_OF_HEADERS) + END_OF_HEADERS.length();
    int between = text.indexOf(boundary, first);
    int second =
        text.indexOf(END_OF_HEADERS, between + boundary.length()) + END_OF_HEADERS.length();
    int end = text.lastIndexOf(boundary);
    return new Multipart(
        ByteString.copyFrom(body, first, between - first),
        ByteString.copyFrom(body, second, end - second));
  }
}
