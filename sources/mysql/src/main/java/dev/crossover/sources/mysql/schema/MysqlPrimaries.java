package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.sources.mysql.schema.MysqlTerm.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what stands between the operators of an expression. */
final class MysqlPrimaries {
  private final MysqlWords words;
  private final Function<String, Optional<SourceColumn>> columns;
  private final Supplier<MysqlTerm> whole;

  /**
   * @param whole reads an expression in brackets
   */
  MysqlPrimaries(
      MysqlWords words,
      Function<String, Optional<SourceColumn>> columns,
      Supplier<MysqlTerm> whole) {
    this.words = words;
    this.columns = columns;
    this.whole = whole;
  }

  MysqlTerm next() {
    if (words.symbol("(")) {
      MysqlTerm term = whole.get();
      words.require(")");
      return term;
    }
    if (words.symbol("-")) {
      return negative(next());
    }
    MysqlWord word = words.next();
    return switch (word.kind()) {
      case NUMBER -> MysqlLiterals.number(word.text());
      case TEXT -> MysqlTerm.literal(Kind.TEXT, word.text());
      case COLUMN -> column(word.text());
      case NAME -> named(word.text());
      case SYMBOL, END -> throw new UncertainException();
    };
  }

  private static MysqlTerm negative(MysqlTerm term) {
    if (term.literal().isPresent()) {
      UncertainException.unless(term.isNumber() && !term.literal().get().startsWith("-"));
      return MysqlLiterals.number("-" + term.literal().get());
    }
    return MysqlExpressions.integers(Form.DIFFERENCE, MysqlTerm.literal(Kind.INTEGER, "0"), term);
  }

  private MysqlTerm column(String name) {
    return MysqlTerm.column(columns.apply(name).orElseThrow(UncertainException::new));
  }

  private MysqlTerm named(String name) {
    if (words.symbol("(")) {
      return call(name, arguments());
    }
    return switch (name) {
      case "true" -> MysqlTerm.literal(Kind.INTEGER, "1");
      case "false" -> MysqlTerm.literal(Kind.INTEGER, "0");
      case "date" -> {
        UncertainException.unless(words.peek().kind() == MysqlWord.Kind.TEXT);
        yield MysqlLiterals.date(words.next().text());
      }
      default -> throw new UncertainException();
    };
  }

  private List<MysqlTerm> arguments() {
    List<MysqlTerm> arguments = new ArrayList<>();
    do {
      arguments.add(whole.get());
    } while (words.symbol(","));
    words.require(")");
    return arguments;
  }

  private static MysqlTerm call(String function, List<MysqlTerm> arguments) {
    MysqlTerm first = arguments.get(0);
    return switch (function) {
      case "coalesce", "ifnull" -> {
        UncertainException.unless(arguments.stream().allMatch(term -> term.kind() == first.kind()));
        yield MysqlTerm.of(first.kind(), Form.COALESCE, arguments.toArray(MysqlTerm[]::new));
      }
      case "concat" ->
          MysqlTerm.of(
              Kind.TEXT,
              Form.CONCATENATION,
              arguments.stream().map(MysqlPrimaries::joined).toArray(MysqlTerm[]::new));
      case "char_length", "character_length" ->
          MysqlTerm.of(Kind.INTEGER, Form.LENGTH, onlyText(arguments));
      case "trim" -> MysqlTerm.of(Kind.TEXT, Form.TRIMMED, onlyText(arguments));
      default -> throw new UncertainException();
    };
  }

  private static MysqlTerm joined(MysqlTerm part) {
    UncertainException.unless(part.kind() == Kind.TEXT || part.kind() == Kind.INTEGER);
    return part.kind() == Kind.TEXT ? part : MysqlTerm.of(Kind.TEXT, Form.CAST, part);
  }

  private static MysqlTerm onlyText(List<MysqlTerm> arguments) {
    UncertainException.unless(arguments.size() == 1 && arguments.get(0).kind() == Kind.TEXT);
    return arguments.get(0);
  }
}
