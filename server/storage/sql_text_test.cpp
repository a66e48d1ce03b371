#include "storage/sql_text.h"

#include <gmock/gmock.h>

namespace madoguchi::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ParseStatement, finds_placeholders_in_their_order) {
  const auto parsed = parse_statement("SELECT a FROM t WHERE b=:second AND c IN (:first,:third_3)");
  ASSERT_TRUE(parsed);
  EXPECT_THAT(parsed->placeholders, ElementsAre("second", "first", "third_3"));
}

TEST(ParseStatement, casts_assignments_and_quoted_colons_are_no_placeholders) {
  const auto parsed = parse_statement(
      "SELECT :a::bigint, '12:30 it''s :no', \"odd:name\", x := 1 -- :no, it's\n, $$:no$$ /* :no "
      "*/");
  ASSERT_TRUE(parsed);
  EXPECT_THAT(parsed->placeholders, ElementsAre("a"));
}

TEST(ParseStatement, drops_comments_and_keeps_the_rest) {
  const auto parsed = parse_statement("SELECT 1 -- it's\nFROM t /* ; */ WHERE a = '-- kept'");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->text, "SELECT 1  FROM t   WHERE a = '-- kept'");
}

TEST(ParseStatement, refuses_the_same_name_twice) {
  const auto parsed = parse_statement("SELECT :a, :b, :a");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, base::ErrorCode::kStorage);
  EXPECT_EQ(parsed.error().detail, "the placeholder :a appears twice");
}

struct KindCase {
  std::string_view sql;
  StatementKind kind;
};

TEST(ParseStatement, knows_what_may_change_something) {
  const std::vector<KindCase> cases{
      {"select 1", StatementKind::kQuery},
      {"VALUES (1)", StatementKind::kQuery},
      {"  -- why\n SELECT 'INSERT'", StatementKind::kQuery},
      {"WITH x AS (SELECT replace(a, 'b', 'c'), updated_at FROM t) SELECT * FROM x",
       StatementKind::kQuery},
      {"insert into t values (1)", StatementKind::kChange},
      {"UPDATE t SET a = 1", StatementKind::kChange},
      {"DELETE FROM t", StatementKind::kChange},
      {"WITH x AS (DELETE FROM t RETURNING a) SELECT * FROM x", StatementKind::kOther},
      {"CREATE TABLE t (a INTEGER)", StatementKind::kOther},
      {"", StatementKind::kOther},
  };
  for (const auto& [sql, kind] : cases) EXPECT_EQ(parse_statement(sql)->kind, kind) << sql;
}

TEST(SplitStatements, semicolons_in_quotes_and_comments_end_nothing) {
  EXPECT_THAT(split_statements("CREATE TABLE a (b TEXT DEFAULT ';'); -- one; two\n"
                               "INSERT INTO a VALUES ('it''s; fine', \";\") /* ; */;\n\n;"),
              ElementsAre("CREATE TABLE a (b TEXT DEFAULT ';')",
                          "INSERT INTO a VALUES ('it''s; fine', \";\")"));
}

TEST(SplitStatements, the_last_needs_no_semicolon) {
  EXPECT_THAT(split_statements("SELECT 1;\nSELECT 2"), ElementsAre("SELECT 1", "SELECT 2"));
  EXPECT_THAT(split_statements(" \n-- nothing\n"), IsEmpty());
}

TEST(SplitStatements, a_trigger_is_one_statement) {
  const std::string trigger =
      "CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = CASE b WHEN 1 THEN 2 END; "
      "DELETE FROM u; END";
  EXPECT_THAT(split_statements(trigger + "; SELECT 1;"), ElementsAre(trigger, "SELECT 1"));
}

TEST(SplitStatements, a_dollar_quoted_function_is_one_statement) {
  const std::string function =
      "CREATE FUNCTION f() RETURNS int AS $f$ BEGIN; $$; END $f$ LANGUAGE sql";
  EXPECT_THAT(split_statements(function + ";SELECT 1"), ElementsAre(function, "SELECT 1"));
}

TEST(SplitPieces, laid_end_to_end_are_the_text) {
  for (const std::string_view sql : {"a 'b' \"c\" -- d\n/* e */ $$f$$ g", "'never closed",
                                     "/* never", "-- never", "$x$ never", "$1", "a$b$c", ""}) {
    std::string joined;
    for (const auto& piece : split_pieces(sql)) joined += piece.text;
    EXPECT_EQ(joined, sql);
  }
}

}  // namespace
}  // namespace madoguchi::storage
