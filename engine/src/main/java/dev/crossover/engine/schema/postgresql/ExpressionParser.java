package dev.crossover.engine.schema.postgresql;

import dev.crossover.engine.schema.GoogleSql;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.postgresql.Term.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Translates the part of PostgreSQL's expressions that surely means the same in GoogleSQL, by
 * recursive descent. Everything else ends in an {@link UntranslatableException}: order of texts
 * (collations), floats (NaN), division and rounding, regular expressions, the clock.
 */
final class ExpressionParser {
  private static final Set<String> ORDER = Set.of("<", "<=", ">", ">=");
  private static final Set<String> EQUALITY = Set.of("=", "<>");

  private final List<Token> tokens;
  private final Function<String, Optional<TargetColumn>> columns;
  private int at;

  private ExpressionParser(List<Token> tokens, Function<String, Optional<TargetColumn>> columns) {
    this.tokens = tokens;
    this.columns = columns;
  }

  /** The translation of a whole expression; empty if it is not in the safe subset. */
  static Optional<Term> parse(String expression, Function<String, Optional<TargetColumn>> columns) {
    try {
      ExpressionParser parser = new ExpressionParser(Token.split(expression), columns);
      Term term = parser.or();
      if (parser.peek().kind() != Token.Kind.END) {
        throw new UntranslatableException();
      }
      return Optional.of(term);
    } catch (UntranslatableException outsideOfTheSubset) {
      return Optional.empty();
    }
  }

  // ---- words

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  private boolean isSymbol(String symbol) {
    return peek().kind() == Token.Kind.SYMBOL && peek().text().equals(symbol);
  }

  private boolean isWord(String word) {
    return peek().kind() == Token.Kind.NAME && peek().text().equalsIgnoreCase(word);
  }

  private boolean symbol(String symbol) {
    boolean found = isSymbol(symbol);
    if (found) {
      next();
    }
    return found;
  }

  private boolean word(String word) {
    boolean found = isWord(word);
    if (found) {
      next();
    }
    return found;
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new UntranslatableException();
    }
  }

  // ---- conditions

  private Term or() {
    Term left = and();
    while (word("OR")) {
      left = logic(left, "OR", and());
    }
    return left;
  }

  private Term and() {
    Term left = not();
    while (word("AND")) {
      left = logic(left, "AND", not());
    }
    return left;
  }

  private static Term logic(Term left, String operator, Term right) {
    require(left.kind() == Kind.BOOL && right.kind() == Kind.BOOL);
    return Term.of(Kind.BOOL, "(%s %s %s)".formatted(left.sql(), operator, right.sql()));
  }

  private Term not() {
    if (word("NOT")) {
      Term term = not();
      require(term.kind() == Kind.BOOL);
      return Term.of(Kind.BOOL, "(NOT " + term.sql() + ")");
    }
    return comparison();
  }

  private Term comparison() {
    Term left = sum();
    if (word("IS")) {
      return test(left);
    }
    for (String operator : List.of("=", "<>", "<=", ">=", "<", ">")) {
      if (symbol(operator)) {
        return isWord("ANY") || isWord("ALL")
            ? oneOf(left, operator)
            : compare(left, operator, sum());
      }
    }
    if (isSymbol("~~") || isSymbol("!~~")) {
      return like(left, next().text().equals("!~~"));
    }
    return left;
  }

  private Term test(Term left) {
    String not = word("NOT") ? "NOT " : "";
    String what = next().text().toUpperCase(Locale.ROOT);
    require(
        what.equals("NULL")
            || (left.kind() == Kind.BOOL && Set.of("TRUE", "FALSE").contains(what)));
    return Term.of(Kind.BOOL, "(%s IS %s%s)".formatted(left.sql(), not, what));
  }

  private static Term compare(Term left, String operator, Term right) {
    boolean equality = EQUALITY.contains(operator);
    boolean ordered = left.isNumber() || left.kind() == Kind.DATE || left.kind() == Kind.TIMESTAMP;
    require(equality || (ORDER.contains(operator) && ordered));
    Term other = comparable(left, right);
    Term one = comparable(other, left);
    return Term.of(
        Kind.BOOL,
        "(%s %s %s)".formatted(one.sql(), operator.equals("<>") ? "!=" : operator, other.sql()));
  }

  /** The right side in the form that compares with the left side. */
  private static Term comparable(Term left, Term right) {
    if (left.kind() == Kind.PADDED_TEXT && right.literal().isPresent()) {
      return padded(left.length(), right);
    }
    if (left.kind() == Kind.ENUM && right.literal().isPresent()) {
      require(right.kind() == Kind.ENUM);
      return right;
    }
    require(
        (left.kind() == right.kind() && left.kind() != Kind.NULL)
            || (left.isNumber() && right.isNumber()));
    require(left.kind() != Kind.PADDED_TEXT || left.length() == right.length());
    return right;
  }

  /** PostgreSQL ignores trailing blanks of char(n), which are stored; so a literal gets them. */
  private static Term padded(int length, Term literal) {
    require(literal.kind() == Kind.TEXT || literal.kind() == Kind.PADDED_TEXT);
    String text = literal.literal().orElseThrow().replaceFirst(" +$", "");
    int characters = text.codePointCount(0, text.length());
    require(characters <= length);
    String full = text + " ".repeat(length - characters);
    return new Term(Kind.PADDED_TEXT, GoogleSql.literal(full), Optional.of(full), length);
  }

  /** {@code = ANY (ARRAY[...])} is how PostgreSQL prints IN. */
  private Term oneOf(Term left, String operator) {
    boolean in = operator.equals("=") && word("ANY");
    require(in || (operator.equals("<>") && word("ALL")));
    require(symbol("("));
    boolean wrapped = symbol("(");
    require(word("ARRAY") && symbol("["));
    List<String> values = new ArrayList<>();
    do {
      Term value = comparable(left, sum());
      require(value.literal().isPresent());
      values.add(value.sql());
    } while (symbol(","));
    require(symbol("]"));
    if (wrapped) {
      require(symbol(")"));
    }
    if (symbol("::")) {
      String type = typeName();
      require(isTextType(type.replace("[]", "")) && left.kind() == Kind.TEXT);
    }
    require(symbol(")"));
    return Term.of(
        Kind.BOOL,
        "(%s %s (%s))".formatted(left.sql(), in ? "IN" : "NOT IN", String.join(", ", values)));
  }

  private Term like(Term left, boolean not) {
    Term pattern = sum();
    require(left.kind() == Kind.TEXT && pattern.kind() == Kind.TEXT);
    require(pattern.literal().isPresent() && !pattern.literal().get().contains("\\"));
    return Term.of(
        Kind.BOOL, "(%s %sLIKE %s)".formatted(left.sql(), not ? "NOT " : "", pattern.sql()));
  }

  // ---- values

  private Term sum() {
    Term left = product();
    while (isSymbol("+") || isSymbol("-") || isSymbol("||")) {
      String operator = next().text();
      Term right = product();
      Kind kind = operator.equals("||") ? Kind.TEXT : Kind.INTEGER;
      require(left.kind() == kind && right.kind() == kind);
      left = Term.of(kind, "(%s %s %s)".formatted(left.sql(), operator, right.sql()));
    }
    return left;
  }

  private Term product() {
    Term left = cast();
    while (symbol("*")) {
      Term right = cast();
      require(left.kind() == Kind.INTEGER && right.kind() == Kind.INTEGER);
      left = Term.of(Kind.INTEGER, "(%s * %s)".formatted(left.sql(), right.sql()));
    }
    return left;
  }

  private Term cast() {
    Term term = primary();
    while (symbol("::")) {
      term = cast(term, typeName());
    }
    return term;
  }

  private Term cast(Term term, String type) {
    if (term.kind() == Kind.NULL) {
      return term;
    }
    if (term.literal().isPresent() && term.kind() == Kind.TEXT) {
      return Literals.typed(term.literal().get(), type);
    }
    if (isTextType(type)) {
      require(term.kind() == Kind.TEXT || term.kind() == Kind.INTEGER);
      return term.kind() == Kind.TEXT
          ? term
          : Term.of(Kind.TEXT, "CAST(%s AS STRING)".formatted(term.sql()));
    }
    if (type.equals("numeric") && term.isNumber()) {
      return term.literal().isPresent()
          ? Literals.numeric(term.literal().get())
          : Term.of(Kind.NUMERIC, "CAST(%s AS NUMERIC)".formatted(term.sql()));
    }
    require(type.equals("bigint") && term.kind() == Kind.INTEGER);
    return term;
  }

  static boolean isTextType(String type) {
    return type.equals("text") || type.equals("character varying");
  }

  /** A type's name, with its words and brackets joined as PostgreSQL prints them. */
  private String typeName() {
    StringBuilder type = new StringBuilder(name());
    while (symbol(".")) {
      type.append('.').append(name());
    }
    for (String word : List.of("varying", "precision", "with", "without", "time", "zone")) {
      if (word(word)) {
        type.append(' ').append(word);
      }
    }
    if (symbol("(")) {
      type.append('(').append(next().text());
      while (symbol(",")) {
        type.append(',').append(next().text());
      }
      require(symbol(")"));
      type.append(')');
    }
    while (symbol("[")) {
      require(symbol("]"));
      type.append("[]");
    }
    return type.toString();
  }

  private String name() {
    Token token = next();
    require(token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.QUOTED_NAME);
    return token.text();
  }

  private Term primary() {
    if (symbol("(")) {
      Term term = or();
      require(symbol(")"));
      return term;
    }
    if (symbol("-")) {
      require(peek().kind() == Token.Kind.NUMBER);
      return Literals.number("-" + next().text());
    }
    Token token = next();
    return switch (token.kind()) {
      case NUMBER -> Literals.number(token.text());
      case TEXT -> Term.text(token.text());
      case QUOTED_NAME -> column(token.text());
      case NAME -> named(token.text());
      case SYMBOL, END -> throw new UntranslatableException();
    };
  }

  private Term named(String name) {
    if (symbol("(")) {
      return call(name.toLowerCase(Locale.ROOT));
    }
    return switch (name) {
      case "true", "false" -> Term.literal(Kind.BOOL, name.toUpperCase(Locale.ROOT), name);
      case "NULL" -> Term.literal(Kind.NULL, "NULL", "");
      default -> column(name);
    };
  }

  private Term column(String name) {
    return Term.column(columns.apply(name).orElseThrow(UntranslatableException::new));
  }

  private Term call(String function) {
    List<Term> arguments = new ArrayList<>();
    do {
      arguments.add(or());
    } while (symbol(","));
    require(symbol(")"));
    Term first = arguments.get(0);
    if (function.equals("coalesce")) {
      require(arguments.stream().allMatch(term -> term.kind() == first.kind()));
      require(first.kind() != Kind.PADDED_TEXT && first.kind() != Kind.ENUM);
      return Term.of(
          first.kind(),
          "COALESCE(" + String.join(", ", arguments.stream().map(Term::sql).toList()) + ")");
    }
    require(arguments.size() == 1 && first.kind() == Kind.TEXT);
    return switch (function) {
      case "length", "char_length", "character_length" ->
          Term.of(Kind.INTEGER, "CHAR_LENGTH(" + first.sql() + ")");
      case "btrim" -> Term.of(Kind.TEXT, "TRIM(" + first.sql() + ", ' ')");
      default -> throw new UntranslatableException();
    };
  }
}
