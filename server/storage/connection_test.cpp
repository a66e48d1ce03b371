// What a statement does with parameters, columns and errors, on both databases.

#include <limits>

#include <gmock/gmock.h>

#include "storage/storage_testing.h"

namespace madoguchi::storage {
namespace {

using base::ErrorCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using NoteId = base::Id<struct NoteTag>;
using OptionalText = std::optional<std::string>;
using OptionalInteger = std::optional<std::int64_t>;

constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
constexpr auto kSmallest = std::numeric_limits<std::int64_t>::min();

constexpr Sql kInsertAll{"test.insert_all",
                         "INSERT INTO notes (id, body, label, weight) "
                         "VALUES (:id, :body, :label, :weight)"};
constexpr Sql kWeigh{"test.weigh",
                     "UPDATE notes SET weight = coalesce(CAST(:first AS BIGINT), CAST(:second AS "
                     "BIGINT)) WHERE id = :id"};
constexpr Sql kSelectAll{"test.select_all",
                         "SELECT id, body, label, weight FROM notes ORDER BY id"};
constexpr Sql kUpsert{"test.upsert",
                      "INSERT INTO notes (id, body) VALUES (:id, :body) "
                      "ON CONFLICT (id) DO UPDATE SET body = excluded.body RETURNING id, body"};

class ConnectionTest : public StorageTest {
 protected:
  base::Status write(Database::Work work) { return database().write_now(std::move(work)); }

  base::Error error_of(Database::Work work) {
    auto status = write(std::move(work));
    EXPECT_FALSE(status) << "no error";
    return status ? base::Error{} : status.error();
  }
};
INSTANTIATE_TEST_SUITE_P(Both, ConnectionTest,
                         ::testing::Values(Dialect::kSqlite, Dialect::kPostgres),
                         fakes::DialectName());

/// Work that runs one statement.
template <class... Params>
Database::Work executing(const Sql& sql, Params... params) {
  return [=](Connection& c) -> base::Status {
    MDG_TRY(c.execute(sql, params...));
    return {};
  };
}

/// Work that reads one integer.
template <class... Params>
Database::Work asking(const Sql& sql, Params... params) {
  return [=](Connection& c) -> base::Status {
    MDG_TRY((c.row<std::int64_t>(sql, params...)));
    return {};
  };
}

TEST_P(ConnectionTest, keeps_every_value_as_it_was) {
  const std::string body = "Gr\u00fc\u00dfe \u7a93\u53e3 \U0001F642 ' \" :x ; -- \\ \n\x01";
  ASSERT_TRUE(write(executing(kInsertAll, NoteId(kLargest), body, OptionalText("x"), -5)));
  ASSERT_TRUE(write(executing(kInsertAll, kSmallest, "", OptionalText(), OptionalInteger())));
  const auto rows = database().read_now([](Connection& c) {
    return c.rows<NoteId, std::string, OptionalText, OptionalInteger>(kSelectAll);
  });
  ASSERT_TRUE(rows) << why(rows);
  EXPECT_THAT(*rows, ElementsAre(std::tuple(NoteId(kSmallest), "", std::nullopt, std::nullopt),
                                 std::tuple(NoteId(kLargest), body, "x", -5)));
}

TEST_P(ConnectionTest, reads_times_and_booleans) {
  static constexpr Sql kAsk{"test.ask",
                            "SELECT weight, EXISTS (SELECT 1 FROM notes WHERE id = 1), "
                            "EXISTS (SELECT 1 FROM notes WHERE id = 2) FROM notes"};
  const auto now = clock_.now();
  ASSERT_TRUE(write(executing(kInsertAll, 1, "a", OptionalText(), now)));
  const auto row =
      database().read_now([](Connection& c) { return c.row<base::Time, bool, bool>(kAsk); });
  ASSERT_TRUE(row) << why(row);
  EXPECT_EQ(**row, std::tuple(now, true, false));
}

TEST_P(ConnectionTest, the_same_parameter_may_be_null_or_not) {
  for (int i = 0; i < 6; ++i) {
    const auto label = i % 2 == 0 ? OptionalText() : OptionalText(std::to_string(i));
    const auto weight = i % 3 == 0 ? OptionalInteger() : OptionalInteger(i);
    ASSERT_TRUE(write(executing(kInsertAll, i, "b", label, weight)));
  }
  const auto rows = database().read_now([](Connection& c) {
    return c.rows<int, std::string, OptionalText, OptionalInteger>(kSelectAll);
  });
  ASSERT_TRUE(rows) << why(rows);
  EXPECT_EQ((*rows)[0], std::tuple(0, "b", std::nullopt, std::nullopt));
  EXPECT_EQ((*rows)[3], std::tuple(3, "b", "3", std::nullopt));
  EXPECT_EQ((*rows)[4], std::tuple(4, "b", std::nullopt, 4));
}

TEST_P(ConnectionTest, a_statement_whose_nulls_come_and_go_is_not_prepared_again) {
  const auto weigh = [this](OptionalInteger first, OptionalInteger second) {
    ASSERT_TRUE(write(executing(kWeigh, first, second, 1)));
  };
  weigh(1, std::nullopt);
  weigh(std::nullopt, 2);
  const auto prepared = database().counts().preparations;
  EXPECT_EQ(prepared, 2) << "the second showed a type that was not known";
  for (int i = 0; i < 3; ++i) {
    weigh(i, std::nullopt);
    weigh(std::nullopt, i);
    weigh(std::nullopt, std::nullopt);
  }
  EXPECT_EQ(database().counts().preparations, prepared);
}

TEST_P(ConnectionTest, a_failed_statement_leaves_no_parameter_behind) {
  ASSERT_TRUE(write(executing(kInsertAll, 1, "a", OptionalText("taken"), 1)));
  EXPECT_FALSE(write(executing(kInsertAll, 2, "stale", OptionalText("taken"), 2)));
  ASSERT_TRUE(write(executing(kInsertAll, 3, "c", OptionalText(), OptionalInteger())));
  const auto rows = database().read_now([](Connection& c) {
    return c.rows<int, std::string, OptionalText, OptionalInteger>(kSelectAll);
  });
  ASSERT_TRUE(rows) << why(rows);
  EXPECT_THAT(*rows, ElementsAre(std::tuple(1, "a", "taken", 1),
                                 std::tuple(3, "c", std::nullopt, std::nullopt)));
}

TEST_P(ConnectionTest, tells_the_number_of_changed_rows) {
  static constexpr Sql kAll{"test.update_all", "UPDATE notes SET weight = :weight WHERE id > :id"};
  std::vector<std::int64_t> counts;
  ASSERT_TRUE(write([&](Connection& c) -> base::Status {
    counts.clear();
    for (int i = 1; i <= 3; ++i) {
      MDG_ASSIGN(const auto inserted, c.execute(kInsertNote, i, "x"));
      counts.push_back(inserted);
    }
    MDG_ASSIGN(const auto two, c.execute(kAll, 1, 1));
    MDG_ASSIGN(const auto none, c.execute(kAll, 1, 9));
    counts.insert(counts.end(), {two, none});
    return {};
  }));
  EXPECT_THAT(counts, ElementsAre(1, 1, 1, 2, 0));
}

TEST_P(ConnectionTest, returning_gives_rows_and_is_committed) {
  for (const auto* body : {"first", "second"}) {
    const auto row = database().write_now(
        [&](Connection& c) { return c.row<NoteId, std::string>(kUpsert, NoteId(7), body); });
    ASSERT_TRUE(row) << why(row);
    EXPECT_EQ(**row, std::tuple(NoteId(7), body));
  }
  EXPECT_THAT(notes(), ElementsAre("second"));
}

TEST_P(ConnectionTest, returning_several_rows_is_read_to_the_end) {
  static constexpr Sql kSeveral{
      "test.several",
      "INSERT INTO notes (id, body) VALUES (1, 'a'), (2, 'b'), (3, 'c') RETURNING id"};
  const auto row = database().write_now([](Connection& c) { return c.row<int>(kSeveral); });
  ASSERT_TRUE(row) << why(row);
  EXPECT_EQ(**row, std::tuple(1));
  EXPECT_THAT(notes(), ElementsAre("a", "b", "c"));
}

TEST_P(ConnectionTest, no_row_is_no_error) {
  const auto row = database().read_now([](Connection& c) {
    return c.row<int, std::string, OptionalText, OptionalInteger>(kSelectAll);
  });
  ASSERT_TRUE(row) << why(row);
  EXPECT_FALSE(*row);
}

TEST_P(ConnectionTest, uses_the_text_of_its_dialect) {
  static constexpr Sql kWhich{"test.which", "SELECT 'sqlite'", "SELECT 'postgres'::text"};
  const auto row = database().read_now([](Connection& c) { return c.row<std::string>(kWhich); });
  ASSERT_TRUE(row) << why(row);
  EXPECT_EQ(std::get<0>(**row), GetParam() == Dialect::kSqlite ? "sqlite" : "postgres");
}

TEST_P(ConnectionTest, null_where_none_is_expected_is_an_error) {
  ASSERT_TRUE(write(executing(kInsertAll, 1, "a", OptionalText(), OptionalInteger())));
  const auto row = database().read_now([](Connection& c) {
    return c.row<int, std::string, std::string, OptionalInteger>(kSelectAll);
  });
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().code, ErrorCode::kStorage);
  EXPECT_EQ(row.error().detail, "unexpected NULL from test.select_all");
}

TEST_P(ConnectionTest, a_unique_key_is_already_exists) {
  ASSERT_TRUE(write(executing(kInsertAll, 1, "a", OptionalText("secret label"), 1)));
  const auto primary = error_of(executing(kInsertNote, 1, "b"));
  EXPECT_EQ(primary.code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(primary.detail, HasSubstr("notes.insert: "));
  const auto index = error_of(executing(kInsertAll, 2, "b", OptionalText("secret label"), 1));
  EXPECT_EQ(index.code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(index.detail, Not(HasSubstr("secret")));
}

TEST_P(ConnectionTest, other_constraints_and_bad_statements_are_storage_errors) {
  static constexpr Sql kNull{"test.null", "INSERT INTO notes (id, body) VALUES (:id, NULL)"};
  static constexpr Sql kNoTable{"test.no_table", "SELECT id FROM no_such_table WHERE id = :id"};
  static constexpr Sql kSyntax{"test.syntax", "SELEKT :id"};
  EXPECT_EQ(error_of(executing(kNull, 1)).code, ErrorCode::kStorage);
  EXPECT_EQ(error_of(asking(kNoTable, 1)).code, ErrorCode::kStorage);
  const auto syntax = error_of(executing(kSyntax, 424242));
  EXPECT_EQ(syntax.code, ErrorCode::kStorage);
  EXPECT_THAT(syntax.detail, HasSubstr("test.syntax: "));
  EXPECT_THAT(syntax.detail, Not(HasSubstr("424242")));
}

TEST_P(ConnectionTest, a_foreign_key_is_checked_at_commit) {
  static constexpr Sql kChild{"test.child",
                              "INSERT INTO notes (id, body, parent) VALUES (:id, 'c', :parent)"};
  EXPECT_EQ(error_of(executing(kChild, 1, 99)).code, ErrorCode::kStorage);
  EXPECT_TRUE(write([](Connection& c) -> base::Status {
    MDG_TRY(c.execute(kChild, 1, 2));
    MDG_TRY(c.execute(kInsertNote, 2, "p"));
    return {};
  }));
  EXPECT_THAT(notes(), ElementsAre("c", "p"));
}

TEST_P(ConnectionTest, the_number_of_parameters_has_to_fit) {
  const auto error = error_of([](Connection& c) -> base::Status {
    MDG_TRY(c.execute(kInsertNote, 1));
    return {};
  });
  EXPECT_EQ(error.code, ErrorCode::kStorage);
  EXPECT_EQ(error.detail, "notes.insert: 2 placeholders, 1 parameters");
}

TEST_P(ConnectionTest, a_placeholder_twice_is_refused) {
  static constexpr Sql kTwice{"test.twice", "SELECT id FROM notes WHERE id = :id OR weight = :id"};
  EXPECT_EQ(error_of(asking(kTwice, 1)).detail, "test.twice: the placeholder :id appears twice");
}

TEST_P(ConnectionTest, one_name_for_two_statements_is_refused) {
  static constexpr Sql kOther{"notes.insert", "SELECT 1"};
  ASSERT_TRUE(add_note(1, "a"));
  EXPECT_EQ(error_of(executing(kOther)).detail, "notes.insert: two statements have this name");
}

TEST_P(ConnectionTest, the_number_of_columns_has_to_fit) {
  static constexpr Sql kTwo{"test.two", "SELECT id, weight FROM notes"};
  EXPECT_EQ(error_of(asking(kTwo)).detail, "test.two: it gives 2 columns, 1 are asked");
  EXPECT_EQ(error_of(asking(kTwo)).detail, "test.two: it gives 2 columns, 1 are asked");
  const auto as_statement = error_of(executing(kUpsert, 1, "a"));
  EXPECT_EQ(as_statement.detail, "test.upsert: it gives 2 columns, 0 are asked");
  EXPECT_THAT(notes(), ElementsAre());
}

TEST_P(ConnectionTest, text_in_the_column_of_an_integer_is_an_error) {
  static constexpr Sql kBody{"test.body", "SELECT body FROM notes ORDER BY id"};
  ASSERT_TRUE(add_note(1, "12 apples"));
  ASSERT_TRUE(add_note(2, "pears"));
  EXPECT_EQ(error_of(asking(kBody)).detail, "test.body: column 1 is no integer");
  EXPECT_TRUE(add_note(3, "the statement was read to its end"));
}

TEST_P(ConnectionTest, text_that_is_no_utf8_or_holds_nul_is_refused_before_it_is_sent) {
  using namespace std::string_literals;
  for (const auto& text : {"a\0b"s, "\xff"s, "\xc0\x80"s, "\xed\xa0\x80"s, "\xe7\xaa"s}) {
    const auto error = error_of(executing(kInsertNote, 1, text));
    EXPECT_EQ(error.code, ErrorCode::kStorage);
    EXPECT_EQ(error.detail, "notes.insert: parameter :body is not valid text");
  }
}

TEST_P(ConnectionTest, after_a_failed_statement_the_work_has_failed) {
  std::vector<ErrorCode> seen;
  const auto error = error_of([&](Connection& c) -> base::Status {
    seen.clear();
    for (const int id : {1, 1, 2}) {
      auto done = c.execute(kInsertNote, id, "x");
      if (!done) seen.push_back(done.error().code);
    }
    return {};
  });
  EXPECT_EQ(error.code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(seen, ElementsAre(ErrorCode::kAlreadyExists, ErrorCode::kAlreadyExists));
  EXPECT_THAT(notes(), ElementsAre());
}

TEST_P(ConnectionTest, an_error_may_be_told_in_the_words_of_the_feature) {
  ASSERT_TRUE(add_note(1, "a"));
  const auto error = error_of([](Connection& c) -> base::Status {
    if (auto done = c.execute(kInsertNote, 1, "b"); !done) {
      return base::fail(base::invalid_input("id", "a free number"));
    }
    return {};
  });
  EXPECT_EQ(error.code, ErrorCode::kInvalidInput);
  EXPECT_EQ(error.field, "id");
}

TEST_P(ConnectionTest, an_exception_of_the_work_is_internal_and_leaves_nothing) {
  const auto error = error_of([](Connection& c) -> base::Status {
    MDG_TRY(c.execute(kInsertNote, 1, "a"));
    throw std::runtime_error("a bug");
  });
  EXPECT_EQ(error.code, ErrorCode::kInternal);
  EXPECT_EQ(error.detail, "exception: a bug");
  EXPECT_THAT(notes(), ElementsAre());
}

TEST_P(ConnectionTest, readers_refuse_to_write) {
  const auto status = database().read_now(executing(kInsertNote, 1, "a"));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kStorage);
  EXPECT_THAT(notes(), ElementsAre());
}

TEST_P(ConnectionTest, a_reader_sees_one_snapshot) {
  static constexpr Sql kCount{"test.count", "SELECT count(*) FROM notes"};
  std::vector<std::int64_t> counts;
  const auto status = database().read_now([&](Connection& c) -> base::Status {
    for (int i = 0; i < 2; ++i) {
      MDG_ASSIGN(const auto row, c.row<std::int64_t>(kCount));
      counts.push_back(std::get<0>(*row));
      // A write from outside of the database's threads.
      std::async(std::launch::async, [&] { return add_note(i + 1, "n"); }).wait();
    }
    return {};
  });
  ASSERT_TRUE(status) << why(status);
  EXPECT_THAT(counts, ElementsAre(0, 0));
  EXPECT_EQ(notes().size(), 2U);
}

}  // namespace
}  // namespace madoguchi::storage
