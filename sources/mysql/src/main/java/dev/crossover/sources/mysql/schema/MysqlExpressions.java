package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.sources.mysql.schema.MysqlTerm.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the part of MySQL's and MariaDB's expressions that surely means the same elsewhere, by
 * recursive descent. Everything else ends in an {@link UncertainException}: texts under a collation
 * that folds them, floats, division and rounding, bits, regular expressions, the session's zone.
 */
final class MysqlExpressions {
  private static final Map<String, Form> COMPARISONS =
      Map.of(
          "=", Form.EQUAL,
          "<>", Form.NOT_EQUAL,
          "<", Form.LESS,
          "<=", Form.LESS_OR_EQUAL,
          ">", Form.GREATER,
          ">=", Form.GREATER_OR_EQUAL);

  private final MysqlWords words;
  private final MysqlPrimaries primaries;

  private MysqlExpressions(MysqlWords words, Function<String, Optional<SourceColumn>> columns) {
    this.words = words;
    this.primaries = new MysqlPrimaries(words, columns, this::or);
  }

  /** A whole expression that decides; empty if it is not in the safe subset. */
  static Optional<Expression> condition(
      String expression, Function<String, Optional<SourceColumn>> columns) {
    try {
      return parse(expression, columns).map(term -> term.decided().expression());
    } catch (UncertainException decidesNothing) {
      return Optional.empty();
    }
  }

  /** A whole expression; empty if it is not in the safe subset. */
  static Optional<MysqlTerm> parse(
      String expression, Function<String, Optional<SourceColumn>> columns) {
    try {
      MysqlExpressions reader = new MysqlExpressions(new MysqlWords(expression), columns);
      MysqlTerm term = reader.or();
      reader.words.requireEnd();
      return Optional.of(term);
    } catch (UncertainException outsideOfTheSubset) {
      return Optional.empty();
    }
  }

  private static void require(boolean condition) {
    UncertainException.unless(condition);
  }

  // ---- conditions

  private MysqlTerm or() {
    MysqlTerm left = and();
    while (words.name("or")) {
      left = MysqlTerm.condition(Form.OR, left.decided(), and().decided());
    }
    return left;
  }

  private MysqlTerm and() {
    MysqlTerm left = not();
    while (words.name("and")) {
      left = MysqlTerm.condition(Form.AND, left.decided(), not().decided());
    }
    return left;
  }

  private MysqlTerm not() {
    return words.name("not") ? MysqlTerm.condition(Form.NOT, not().decided()) : comparison();
  }

  private MysqlTerm comparison() {
    MysqlTerm left = predicate();
    while (true) {
      if (words.name("is")) {
        left = test(left);
      } else if (COMPARISONS.containsKey(words.peek().text())
          && words.isSymbol(words.peek().text())) {
        left = compare(left, COMPARISONS.get(words.next().text()), predicate());
      } else {
        return left;
      }
    }
  }

  private MysqlTerm test(MysqlTerm left) {
    boolean not = words.name("not");
    return switch (words.next().text()) {
      case "null" -> MysqlTerm.condition(not ? Form.IS_NOT_NULL : Form.IS_NULL, left);
      case "true" -> MysqlTerm.condition(not ? Form.IS_NOT_TRUE : Form.IS_TRUE, left.decided());
      case "false" -> MysqlTerm.condition(not ? Form.IS_NOT_FALSE : Form.IS_FALSE, left.decided());
      default -> throw new UncertainException();
    };
  }

  private static MysqlTerm compare(MysqlTerm left, Form form, MysqlTerm right) {
    boolean equality = form == Form.EQUAL || form == Form.NOT_EQUAL;
    if (left.kind() == Kind.BOOL || right.kind() == Kind.BOOL) {
      require(equality);
      return left.kind() == right.kind()
          ? MysqlTerm.condition(form, left, right)
          : compareTruth(left, form, right);
    }
    MysqlTerm one = MysqlLiterals.like(right, left);
    MysqlTerm other = MysqlLiterals.like(left, right);
    require(
        one.isComparableText(other)
            ? equality
            : one.isOrdered()
                && (one.kind() == other.kind() || (one.isNumber() && other.isNumber())));
    return MysqlTerm.condition(form, one, other);
  }

  /** A condition is the number 1 or 0. */
  private static MysqlTerm compareTruth(MysqlTerm left, Form form, MysqlTerm right) {
    MysqlTerm condition = left.kind() == Kind.BOOL ? left : right;
    Optional<String> number = (left.kind() == Kind.BOOL ? right : left).literal();
    boolean one = number.equals(Optional.of("1"));
    require(one || number.equals(Optional.of("0")));
    return one == (form == Form.EQUAL) ? condition : MysqlTerm.condition(Form.NOT, condition);
  }

  private MysqlTerm predicate() {
    MysqlTerm left = sum();
    boolean not = words.name("not");
    if (words.name("in")) {
      return oneOf(left, not);
    }
    if (words.name("between")) {
      return between(left, not);
    }
    if (words.name("like")) {
      return like(left, not);
    }
    require(!not);
    return left;
  }

  private MysqlTerm oneOf(MysqlTerm left, boolean not) {
    List<MysqlTerm> parts = new ArrayList<>(List.of(left));
    words.require("(");
    do {
      MysqlTerm value = MysqlLiterals.like(left, sum());
      require(value.literal().isPresent());
      compare(left, Form.EQUAL, value);
      parts.add(value);
    } while (words.symbol(","));
    words.require(")");
    return MysqlTerm.condition(not ? Form.NOT_IN : Form.IN, parts.toArray(MysqlTerm[]::new));
  }

  private MysqlTerm between(MysqlTerm left, boolean not) {
    MysqlTerm least = sum();
    require(words.name("and"));
    MysqlTerm most = sum();
    return not
        ? MysqlTerm.condition(
            Form.OR, compare(left, Form.LESS, least), compare(left, Form.GREATER, most))
        : MysqlTerm.condition(
            Form.AND,
            compare(left, Form.GREATER_OR_EQUAL, least),
            compare(left, Form.LESS_OR_EQUAL, most));
  }

  private MysqlTerm like(MysqlTerm left, boolean not) {
    MysqlTerm pattern = sum();
    require(left.isComparableText(pattern));
    require(pattern.literal().filter(text -> !text.contains("\\")).isPresent());
    return MysqlTerm.condition(not ? Form.NOT_LIKE : Form.LIKE, left, pattern);
  }

  // ---- values

  private MysqlTerm sum() {
    MysqlTerm left = product();
    while (words.isSymbol("+") || words.isSymbol("-")) {
      Form form = words.next().text().equals("+") ? Form.SUM : Form.DIFFERENCE;
      left = integers(form, left, product());
    }
    return left;
  }

  private MysqlTerm product() {
    MysqlTerm left = primaries.next();
    while (words.symbol("*")) {
      left = integers(Form.PRODUCT, left, primaries.next());
    }
    return left;
  }

  static MysqlTerm integers(Form form, MysqlTerm left, MysqlTerm right) {
    require(left.kind() == Kind.INTEGER && right.kind() == Kind.INTEGER);
    return MysqlTerm.of(Kind.INTEGER, form, left, right);
  }
}
