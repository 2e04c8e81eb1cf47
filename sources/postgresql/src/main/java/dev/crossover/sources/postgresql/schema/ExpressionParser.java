package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.sources.postgresql.schema.Term.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the part of PostgreSQL's expressions that surely means the same elsewhere, by recursive
 * descent. Everything else ends in an {@link UntranslatableException}: order of texts (collations),
 * floats (NaN), division and rounding, regular expressions, the clock.
 */
final class ExpressionParser {
  private static final Map<String, Form> COMPARISONS =
      Map.of(
          "=", Form.EQUAL,
          "<>", Form.NOT_EQUAL,
          "<", Form.LESS,
          "<=", Form.LESS_OR_EQUAL,
          ">", Form.GREATER,
          ">=", Form.GREATER_OR_EQUAL);
  private static final Map<String, Form> SUMS =
      Map.of("+", Form.SUM, "-", Form.DIFFERENCE, "||", Form.CONCATENATION);
  private static final Set<String> EQUALITY = Set.of("=", "<>");

  private final TokenReader words;
  private final Function<String, Optional<SourceColumn>> columns;

  private ExpressionParser(TokenReader words, Function<String, Optional<SourceColumn>> columns) {
    this.words = words;
    this.columns = columns;
  }

  /** A whole expression that decides; empty if it is not in the safe subset. */
  static Optional<Expression> condition(
      String expression, Function<String, Optional<SourceColumn>> columns) {
    return parse(expression, columns)
        .filter(term -> term.kind() == Kind.BOOL)
        .map(Term::expression);
  }

  /** A whole expression; empty if it is not in the safe subset. */
  static Optional<Term> parse(String expression, Function<String, Optional<SourceColumn>> columns) {
    try {
      ExpressionParser parser = new ExpressionParser(TokenReader.of(expression), columns);
      Term term = parser.or();
      parser.words.requireEnd();
      return Optional.of(term);
    } catch (UntranslatableException outsideOfTheSubset) {
      return Optional.empty();
    }
  }

  private static void require(boolean condition) {
    UntranslatableException.unless(condition);
  }

  // ---- conditions

  private Term or() {
    Term left = and();
    while (words.word("OR")) {
      left = logic(Form.OR, left, and());
    }
    return left;
  }

  private Term and() {
    Term left = not();
    while (words.word("AND")) {
      left = logic(Form.AND, left, not());
    }
    return left;
  }

  private static Term logic(Form form, Term left, Term right) {
    require(left.kind() == Kind.BOOL && right.kind() == Kind.BOOL);
    return Term.condition(form, left, right);
  }

  private Term not() {
    if (words.word("NOT")) {
      Term term = not();
      require(term.kind() == Kind.BOOL);
      return Term.condition(Form.NOT, term);
    }
    return comparison();
  }

  private Term comparison() {
    Term left = sum();
    if (words.word("IS")) {
      return test(left);
    }
    for (String operator : List.of("=", "<>", "<=", ">=", "<", ">")) {
      if (words.symbol(operator)) {
        return words.isWord("ANY") || words.isWord("ALL")
            ? oneOf(left, operator)
            : compare(left, operator, sum());
      }
    }
    if (words.isSymbol("~~") || words.isSymbol("!~~")) {
      return like(left, words.next().text().equals("!~~"));
    }
    return left;
  }

  private Term test(Term left) {
    boolean not = words.word("NOT");
    String what = words.next().text().toUpperCase(Locale.ROOT);
    require(what.equals("NULL") || left.kind() == Kind.BOOL);
    return Term.condition(
        switch (what) {
          case "NULL" -> not ? Form.IS_NOT_NULL : Form.IS_NULL;
          case "TRUE" -> not ? Form.IS_NOT_TRUE : Form.IS_TRUE;
          case "FALSE" -> not ? Form.IS_NOT_FALSE : Form.IS_FALSE;
          default -> throw new UntranslatableException();
        },
        left);
  }

  private static Term compare(Term left, String operator, Term right) {
    boolean equality = EQUALITY.contains(operator);
    boolean ordered = left.isNumber() || left.kind() == Kind.DATE || left.kind() == Kind.TIMESTAMP;
    require(equality || ordered);
    Term other = comparable(left, right);
    Term one = comparable(other, left);
    return Term.condition(COMPARISONS.get(operator), one, other);
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
  private static Term padded(long length, Term literal) {
    require(literal.kind() == Kind.TEXT || literal.kind() == Kind.PADDED_TEXT);
    String text = literal.literal().orElseThrow().replaceFirst(" +$", "");
    int characters = text.codePointCount(0, text.length());
    require(characters <= length);
    return Term.padded(text + " ".repeat((int) length - characters), length);
  }

  /** {@code = ANY (ARRAY[...])} is how PostgreSQL prints IN. */
  private Term oneOf(Term left, String operator) {
    boolean in = operator.equals("=") && words.word("ANY");
    require(in || (operator.equals("<>") && words.word("ALL")));
    require(words.symbol("("));
    boolean wrapped = words.symbol("(");
    require(words.word("ARRAY") && words.symbol("["));
    List<Term> parts = new ArrayList<>(List.of(left));
    do {
      Term value = comparable(left, sum());
      require(value.literal().isPresent());
      parts.add(value);
    } while (words.symbol(","));
    require(words.symbol("]"));
    if (wrapped) {
      require(words.symbol(")"));
    }
    if (words.symbol("::")) {
      String type = words.typeName();
      require(isTextType(type.replace("[]", "")) && left.kind() == Kind.TEXT);
    }
    require(words.symbol(")"));
    return Term.condition(in ? Form.IN : Form.NOT_IN, parts.toArray(Term[]::new));
  }

  private Term like(Term left, boolean not) {
    Term pattern = sum();
    require(left.kind() == Kind.TEXT && pattern.kind() == Kind.TEXT);
    require(pattern.literal().isPresent() && !pattern.literal().get().contains("\\"));
    return Term.condition(not ? Form.NOT_LIKE : Form.LIKE, left, pattern);
  }

  // ---- values

  private Term sum() {
    Term left = product();
    while (words.isSymbol("+") || words.isSymbol("-") || words.isSymbol("||")) {
      Form form = SUMS.get(words.next().text());
      Term right = product();
      Kind kind = form == Form.CONCATENATION ? Kind.TEXT : Kind.INTEGER;
      require(left.kind() == kind && right.kind() == kind);
      left = Term.of(kind, form, left, right);
    }
    return left;
  }

  private Term product() {
    Term left = cast();
    while (words.symbol("*")) {
      Term right = cast();
      require(left.kind() == Kind.INTEGER && right.kind() == Kind.INTEGER);
      left = Term.of(Kind.INTEGER, Form.PRODUCT, left, right);
    }
    return left;
  }

  private Term cast() {
    Term term = primary();
    while (words.symbol("::")) {
      term = cast(term, words.typeName());
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
      return term.kind() == Kind.TEXT ? term : Term.of(Kind.TEXT, Form.CAST, term);
    }
    if (type.equals("numeric") && term.isNumber()) {
      return term.literal().isPresent()
          ? Literals.numeric(term.literal().get())
          : Term.of(Kind.NUMERIC, Form.CAST, term);
    }
    require(type.equals("bigint") && term.kind() == Kind.INTEGER);
    return term;
  }

  static boolean isTextType(String type) {
    return type.equals("text") || type.equals("character varying");
  }

  private Term primary() {
    if (words.symbol("(")) {
      Term term = or();
      require(words.symbol(")"));
      return term;
    }
    if (words.symbol("-")) {
      require(words.peek().kind() == Token.Kind.NUMBER);
      return Literals.number("-" + words.next().text());
    }
    Token token = words.next();
    return switch (token.kind()) {
      case NUMBER -> Literals.number(token.text());
      case TEXT -> Term.literal(Kind.TEXT, token.text());
      case QUOTED_NAME -> column(token.text());
      case NAME -> named(token.text());
      case SYMBOL, END -> throw new UntranslatableException();
    };
  }

  private Term named(String name) {
    if (words.symbol("(")) {
      return call(name.toLowerCase(Locale.ROOT));
    }
    return switch (name) {
      case "true", "false" -> Term.literal(Kind.BOOL, name);
      case "NULL" ->
          new Term(Kind.NULL, Expression.of(Form.NULL, Kind.NULL.portable()), Optional.of(""), 0);
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
    } while (words.symbol(","));
    require(words.symbol(")"));
    Term first = arguments.get(0);
    if (function.equals("coalesce")) {
      require(arguments.stream().allMatch(term -> term.kind() == first.kind()));
      require(first.kind() != Kind.PADDED_TEXT && first.kind() != Kind.ENUM);
      return Term.of(first.kind(), Form.COALESCE, arguments.toArray(Term[]::new));
    }
    require(arguments.size() == 1 && first.kind() == Kind.TEXT);
    return switch (function) {
      case "length", "char_length", "character_length" -> Term.of(Kind.INTEGER, Form.LENGTH, first);
      case "btrim" -> Term.of(Kind.TEXT, Form.TRIMMED, first);
      default -> throw new UntranslatableException();
    };
  }
}
