package dev.crossover.sources.mysql.capture;

import static dev.crossover.sources.mysql.capture.Animal.animal;
import static dev.crossover.sources.mysql.capture.Animal.text;

import dev.crossover.sources.mysql.capture.Animal.Family;
import java.util.List;

/** Texts, labels, bytes and documents of the {@link TypeZoo}. */
final class TextZoo {
  private TextZoo() {}

  static final Family TEXTS =
      new Family(
          "texts",
          List.of(
              text("char(5)", "STRING(5)", "ab"),
              animal("char(5)", "'ab   '", "STRING(5)", "'ab'"),
              text("char(5)", "STRING(5)", "  ab"),
              text("char(5)", "STRING(5)", ""),
              text("char(2)", "STRING(2)", "\uD83D\uDE00\uD83D\uDE01"),
              text("varchar(5)", "STRING(5)", "ab  "),
              text("varchar(20)", "STRING(20)", "\u00e9\uD83D\uDE00 a\n\\ ' \" % _"),
              text("varchar(20)", "STRING(20)", "e\u0301\uFFFD\u200B"),
              animal(
                  "varchar(20)",
                  "concat('a', char(0 using utf8mb4), 'b')",
                  "STRING(20)",
                  "'a\\x00b'"),
              text("varchar(200)", "STRING(200)", "\u00e9".repeat(200)),
              text("tinytext", "STRING(255)", "tiny"),
              text("text", "STRING(65535)", "NULL"),
              text("mediumtext", "STRING(MAX)", "x".repeat(70_000)),
              text("longtext", "STRING(MAX)", " "),
              text("varchar(20) CHARACTER SET latin1", "STRING(20)", "\u00e9\u20ac\u00ff"),
              animal(
                  "varchar(20) CHARACTER SET latin1",
                  "_latin1 x'808182ff'",
                  "STRING(20)",
                  "'\u20ac\u0081\u201a\u00ff'"),
              text("char(3) CHARACTER SET latin1", "STRING(3)", "\u00df"),
              text("enum('\u00df','b') CHARACTER SET latin1", "STRING(1)", "\u00df"),
              text("text CHARACTER SET utf8mb3", "STRING(65535)", "\u00e9\u65e5"),
              text("varchar(20) CHARACTER SET utf16", "STRING(20)", "a\u65e5\uD83D\uDE00"),
              text("varchar(20) CHARACTER SET utf16le", "STRING(20)", "a\u65e5\uD83D\uDE00"),
              text("varchar(20) CHARACTER SET utf32", "STRING(20)", "a\u65e5\uD83D\uDE00"),
              text("varchar(20) CHARACTER SET ucs2", "STRING(20)", "a\u65e5"),
              text("char(4) CHARACTER SET ucs2", "STRING(4)", "a\u65e5"),
              text("varchar(20) CHARACTER SET ascii", "STRING(20)", "ascii~"),
              text("varchar(20) CHARACTER SET latin2", "STRING(20)", "\u0141\u0151"),
              text("varchar(20) CHARACTER SET cp1250", "STRING(20)", "\u0141\u20ac"),
              text("varchar(20) CHARACTER SET cp1251", "STRING(20)", "\u0416\u20ac"),
              text("varchar(20) CHARACTER SET koi8r", "STRING(20)", "\u0416\u2500"),
              text("varchar(20) CHARACTER SET greek", "STRING(20)", "\u03b1\u03a9"),
              text("varchar(20) CHARACTER SET hebrew", "STRING(20)", "\u05d0"),
              text("varchar(20) CHARACTER SET tis620", "STRING(20)", "\u0e01"),
              text("varchar(20) CHARACTER SET sjis", "STRING(20)", "\u65e5\uff76"),
              text("varchar(20) CHARACTER SET cp932", "STRING(20)", "\u65e5\uff5e\u2460"),
              text("varchar(20) CHARACTER SET ujis", "STRING(20)", "\u65e5\uff76"),
              text("varchar(20) CHARACTER SET gbk", "STRING(20)", "\u4e2d"),
              text("varchar(20) CHARACTER SET gb2312", "STRING(20)", "\u4e2d"),
              text("varchar(20) CHARACTER SET big5", "STRING(20)", "\u4e2d"),
              text("varchar(20) CHARACTER SET euckr", "STRING(20)", "\ud55c"),
              text("varchar(20) CHARACTER SET cp850", "STRING(20)", "\u00e9\u2591"),
              text("varchar(20) CHARACTER SET cp852", "STRING(20)", "\u0141"),
              text("varchar(20) CHARACTER SET cp866", "STRING(20)", "\u0416"),
              text("varchar(20) CHARACTER SET macroman", "STRING(20)", "\u00e9\u2020"),
              text("enum('a','b''c','d,e','\u00e9','')", "STRING(3)", "b'c"),
              text("enum('a','b''c','d,e','\u00e9','')", "STRING(3)", "d,e"),
              text("enum('a','b''c','d,e','\u00e9','')", "STRING(3)", "\u00e9"),
              text("enum('a','b''c','d,e','\u00e9','')", "STRING(3)", ""),
              text("enum('A','\u00df') CHARACTER SET latin1", "STRING(1)", "\u00df"),
              text("enum('e\\f','''','''''')", "STRING(3)", "e\\f"),
              text("enum('e\\f','''','''''')", "STRING(3)", "'"),
              text("enum('e\\f','''','''''')", "STRING(3)", "''"),
              text("set('a','b''c','\u00e9')", "STRING(7)", "a,\u00e9"),
              text("set('a','b''c','\u00e9')", "STRING(7)", ""),
              text("set('a','b''c','\u00e9')", "STRING(7)", "a,b'c,\u00e9")));

  static final Family BYTES =
      new Family(
          "bytes",
          List.of(
              animal("binary(4)", "x'01'", "BYTES(4)", "b'\\x01\\x00\\x00\\x00'"),
              animal("binary(4)", "x'01000200'", "BYTES(4)", "b'\\x01\\x00\\x02\\x00'"),
              animal("binary(2)", "x'2020'", "BYTES(2)", "b'  '"),
              animal("binary(2)", "x'ff20'", "STRING(MAX)", "'ff20'").asked(),
              animal("varbinary(4)", "x'0100'", "BYTES(4)", "b'\\x01\\x00'"),
              animal("varbinary(4)", "x''", "BYTES(4)", "b''"),
              animal("varbinary(300)", "repeat(x'ff', 300)", "BYTES(300)", "REPEAT(b'\\xff', 300)"),
              animal("tinyblob", "x'00ff10'", "BYTES(255)", "b'\\x00\\xff\\x10'"),
              animal("blob", "x'c3'", "BYTES(65535)", "b'\\xc3'"),
              animal("blob", "x'0aff'", "STRING(MAX)", "'0aff'").asked(),
              animal("mediumblob", "repeat('x', 70000)", "BYTES(MAX)", "REPEAT(b'x', 70000)"),
              animal("longblob", "'a'", "BYTES(MAX)", "b'a'"),
              animal(
                  "char(4) CHARACTER SET binary",
                  "x'0100'",
                  "BYTES(4)",
                  "b'\\x01\\x00\\x00\\x00'")));

  static final Family JSON =
      new Family(
          "json_values",
          List.of(
              animal(
                  "json",
                  "'{\"b\": 1.50, \"a\": [1e2, null, \"\u00e9\"]}'",
                  "JSON",
                  "JSON '{\"a\":[1e2,null,\"\\u00e9\"],\"b\":1.5}'"),
              animal(
                  "json",
                  "'{\"n\": 9007199254740993, \"x\": {}}'",
                  "JSON",
                  "JSON '{\"n\":9007199254740993,\"x\":{}}'"),
              animal("json", "'0.30000000000000004'", "JSON", "JSON '0.30000000000000004'"),
              animal("json", "'null'", "JSON", "JSON 'null'"),
              animal("json", "'\"\uD83D\uDE00\"'", "JSON", "JSON '\"\uD83D\uDE00\"'")));

  /** MariaDB's documents are texts, which are kept as they were written. */
  static final Family JSON_TEXTS =
      new Family(
          "json_texts",
          List.of(
              animal("json", "'{\"b\": 1,  \"a\": 2}'", "STRING(MAX)", "'{\"b\": 1,  \"a\": 2}'")
                  .asked()));

  /** MySQL's documents are values, and more kinds of them than JSON has. */
  static final Family JSON_NUMBERS =
      new Family(
          "json_binary",
          List.of(
              animal("json", "'{\"b\": 1,  \"a\": 2}'", "STRING(MAX)", "'{\"a\": 2, \"b\": 1}'")
                  .asked(),
              animal(
                      "json",
                      "'[1e2, 1e14, 1e15, 1e16, 1e20, 1.5e-10, 1e-5, -0.0, 0.30000000000000004,"
                          + " 1.7976931348623157e308, 12345678901234567e-21, 12345678901234567e-30,"
                          + " 2.5e-15, 1e-16]'",
                      "STRING(MAX)",
                      "'[100.0, 100000000000000.0, 1e15, 1e16, 1e20, 0.00000000015, 0.00001, -0.0,"
                          + " 0.30000000000000004, 1.7976931348623157e308, 0.000012345678901234568,"
                          + " 0.000000000000012345678901234567, 0.0000000000000025, 1e-16]'")
                  .asked(),
              animal(
                      "json",
                      "json_array('a\"\\/', char(9, 1 using utf8mb4), '\u00e9', cast(x'00ff' as"
                          + " binary))",
                      "STRING(MAX)",
                      "R'[\"a\\\"\\\\/\", \"\\t\\u0001\", \"\u00e9\", \"base64:type15:AP8=\"]'")
                  .asked(),
              animal("json", "'18446744073709551615'", "JSON", "JSON '18446744073709551615'"),
              animal(
                  "json",
                  "'[-9223372036854775808, true, []]'",
                  "JSON",
                  "JSON '[-9223372036854775808,true,[]]'"),
              animal("json", "CAST(12.50 AS JSON)", "JSON", "JSON '12.5'"),
              animal("json", "CAST(DATE '2024-02-29' AS JSON)", "JSON", "JSON '\"2024-02-29\"'"),
              animal(
                  "json",
                  "CAST(TIMESTAMP '2024-02-29 01:02:03.000004' AS JSON)",
                  "JSON",
                  "JSON '\"2024-02-29 01:02:03.000004\"'"),
              animal(
                  "json", "CAST(TIME '-12:00:01' AS JSON)", "JSON", "JSON '\"-12:00:01.000000\"'"),
              animal(
                  "json",
                  "JSON_OBJECT('long', repeat('x', 70000))",
                  "JSON",
                  "JSON_OBJECT('long', REPEAT('x', 70000))")));
}
