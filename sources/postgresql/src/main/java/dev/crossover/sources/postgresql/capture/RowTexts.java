package dev.crossover.sources.postgresql.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** The texts of a row's values, as far as they are handed on. */
final class RowTexts {
  /** In all; more than a target takes in a row, and a row is in memory several times over. */
  static final int LONGEST = 32 << 20;

  private final List<Field> fields;
  private final String[] texts;
  private final List<String> leftOut = new ArrayList<>();

  private RowTexts(Struct row) {
    this.fields = row.schema().fields();
    this.texts = new String[fields.size()];
    long length = 0;
    for (Field field : fields) {
      // A default of the column must not stand in for a NULL in it.
      String text = (String) row.getWithoutDefault(field.name());
      if (text == null) {
        continue;
      }
      if (text.equals(TextConverter.NOT_SENT)) {
        leftOut.add(field.name());
      } else if (length + text.length() > LONGEST) {
        leftOut.add("%s: its %d characters are too many".formatted(field.name(), text.length()));
      } else {
        texts[field.index()] = text;
        length += text.length();
      }
    }
  }

  /**
   * @param row as Debezium describes it, every field made by {@link TextConverter}
   */
  static RowTexts of(Struct row) {
    return new RowTexts(row);
  }

  /**
   * The columns whose values are not handed on: PostgreSQL did not send them, because they did not
   * change and are stored apart, or the row would take too much memory with them.
   */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Each text that is handed on. */
  void forEach(BiConsumer<Field, String> each) {
    for (Field field : fields) {
      if (texts[field.index()] != null) {
        each.accept(field, texts[field.index()]);
      }
    }
  }
}
