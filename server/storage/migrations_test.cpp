#include "storage/migrations.h"

#include <thread>

#include <gmock/gmock.h>

#include "storage/storage_testing.h"

namespace madoguchi::storage {
namespace {

using base::EmbeddedFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct RewriteCase {
  std::string shared;
  std::string sqlite;
  std::string postgres;
};

TEST(ToDialect, adapts_definitions_of_tables) {
  const std::vector<RewriteCase> cases{
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'TEXT', data BLOB)",
       "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'TEXT', data BLOB) "
       "STRICT",
       "CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT COLLATE \"C\" NOT NULL DEFAULT 'TEXT', "
       "data "
       "BYTEA)"},
      {"CREATE TABLE t (text TEXT, CONTEXT_ID INTEGER, PRIMARY KEY (text)) WITHOUT ROWID",
       "CREATE TABLE t (text TEXT, CONTEXT_ID INTEGER, PRIMARY KEY (text)) WITHOUT ROWID, STRICT",
       "CREATE TABLE t (text TEXT COLLATE \"C\", CONTEXT_ID BIGINT, PRIMARY KEY (text))"},
      {"ALTER TABLE t ADD COLUMN note TEXT", "ALTER TABLE t ADD COLUMN note TEXT",
       "ALTER TABLE t ADD COLUMN note TEXT COLLATE \"C\""},
      {"INSERT INTO t SELECT CAST(a AS TEXT) FROM u", "INSERT INTO t SELECT CAST(a AS TEXT) FROM u",
       "INSERT INTO t SELECT CAST(a AS TEXT) FROM u"},
  };
  for (const auto& [shared, sqlite, postgres] : cases) {
    EXPECT_EQ(to_dialect(shared, Dialect::kSqlite), sqlite);
    EXPECT_EQ(to_dialect(shared, Dialect::kPostgres), postgres);
  }
}

TEST(ReadMigrations, takes_the_file_of_the_dialect_and_leaves_it_as_it_stands) {
  const std::vector<EmbeddedFile> files{{"0002_pair.sqlite.sql", "CREATE TABLE s (a INTEGER);"},
                                        {"0002_pair.pg.sql", "CREATE TABLE p (a INTEGER);"},
                                        {"0001_first.sql", "-- why\nCREATE TABLE f (a INTEGER);"}};
  const auto sqlite = read_migrations(files, Dialect::kSqlite);
  ASSERT_TRUE(sqlite) << why(sqlite);
  ASSERT_EQ(sqlite->size(), 2U);
  EXPECT_EQ((*sqlite)[0].name, "0001_first.sql");
  EXPECT_THAT((*sqlite)[0].statements, ElementsAre("CREATE TABLE f (a INTEGER) STRICT"));
  EXPECT_EQ((*sqlite)[1].name, "0002_pair.sql");
  EXPECT_THAT((*sqlite)[1].statements, ElementsAre("CREATE TABLE s (a INTEGER)"));
  const auto postgres = read_migrations(files, Dialect::kPostgres);
  EXPECT_THAT((*postgres)[1].statements, ElementsAre("CREATE TABLE p (a INTEGER)"));
  EXPECT_NE((*postgres)[1].checksum, (*sqlite)[1].checksum);
}

TEST(ReadMigrations, refuses_other_names_and_numbers_twice) {
  for (const auto* name : {"1_a.sql", "0001.sql", "0001_.txt", "0001_A.sql", "0001_a.mysql.sql",
                           "00a1_b.sql", "README.md", "0001-a.sql", "x0001_a.sql"}) {
    const std::vector<EmbeddedFile> files{{name, "SELECT 1"}};
    const auto read = read_migrations(files, Dialect::kSqlite);
    ASSERT_FALSE(read) << name;
    EXPECT_THAT(read.error().detail, HasSubstr(name));
  }
  const std::vector<EmbeddedFile> twice{{"0001_a.sql", ""}, {"0001_b.sql", ""}};
  EXPECT_EQ(read_migrations(twice, Dialect::kSqlite).error().detail,
            "Two migrations have the number 0001.");
}

TEST(ProgramMigrations, are_those_of_the_folder_in_their_order) {
  for (const auto dialect : {Dialect::kSqlite, Dialect::kPostgres}) {
    const auto read = read_migrations(program_migrations(), dialect);
    ASSERT_TRUE(read) << why(read);
    for (std::size_t i = 0; i < read->size(); ++i)
      EXPECT_EQ((*read)[i].number, static_cast<int>(i) + 1);
  }
}

constexpr Sql kApplied{"test.applied",
                       "SELECT number, name, applied_at FROM schema_migrations ORDER BY number"};
constexpr Sql kTables{
    "test.tables", "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
    "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"};

class MigrateTest : public StorageTest {
 protected:
  /// Opens with these files; "" or the sentence of the refusal.
  std::string open_with(std::vector<EmbeddedFile> files) {
    close();
    files_ = std::move(files);
    options_.migrations = std::span<const EmbeddedFile>(files_);
    auto opened = Database::open(options_, clock_);
    if (!opened) return opened.error().detail;
    database_ = std::move(*opened);
    return "";
  }

  std::vector<std::string> tables() {
    std::vector<std::string> out;
    auto rows = database().read_now([](Connection& c) { return c.rows<std::string>(kTables); });
    for (auto& [name] : *rows) out.push_back(std::move(name));
    return out;
  }

  std::vector<EmbeddedFile> files_;
};
INSTANTIATE_TEST_SUITE_P(Both, MigrateTest, ::testing::Values(Dialect::kSqlite, Dialect::kPostgres),
                         fakes::DialectName());

const EmbeddedFile kFirst{"0001_first.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT);"};
const EmbeddedFile kSecond{"0002_second.sql",
                           "INSERT INTO a (id, t) VALUES (1, 'x;y'); CREATE TABLE b (id INTEGER);"};

TEST_P(MigrateTest, none_at_all_is_fine) {
  EXPECT_EQ(open_with({}), "");
  EXPECT_THAT(tables(), ElementsAre("schema_migrations"));
}

TEST_P(MigrateTest, applies_what_is_new_and_remembers_it) {
  EXPECT_EQ(open_with({kFirst}), "");
  const auto first = clock_.now();
  clock_.advance(base::Seconds(1));
  EXPECT_EQ(open_with({kFirst, kSecond}), "");
  EXPECT_EQ(open_with({kFirst, kSecond}), "");
  EXPECT_THAT(tables(), ElementsAre("a", "b", "schema_migrations"));
  const auto applied = database().read_now(
      [](Connection& c) { return c.rows<int, std::string, base::Time>(kApplied); });
  EXPECT_THAT(*applied, ElementsAre(std::tuple(1, "0001_first.sql", first),
                                    std::tuple(2, "0002_second.sql", clock_.now())));
}

TEST_P(MigrateTest, one_that_fails_leaves_nothing_and_says_which) {
  const EmbeddedFile broken{"0002_broken.sql",
                            "CREATE TABLE c (id INTEGER); INSERT INTO none VALUES (1)"};
  const auto sentence = open_with({kFirst, broken});
  EXPECT_THAT(sentence, HasSubstr("The migration 0002_broken.sql failed (INSERT: "));
  EXPECT_EQ(open_with({kFirst}), "");
  EXPECT_THAT(tables(), ElementsAre("a", "schema_migrations"));
}

TEST_P(MigrateTest, a_database_of_a_newer_version_is_refused) {
  EXPECT_EQ(open_with({kFirst, kSecond}), "");
  EXPECT_EQ(
      open_with({kFirst}),
      "The database has the migration 0002_second.sql, which this program does not know: it was "
      "used by a newer version. Start that version, or restore the backup that was made before "
      "it.");
}

TEST_P(MigrateTest, a_migration_that_was_changed_is_refused) {
  EXPECT_EQ(open_with({kFirst}), "");
  EXPECT_THAT(open_with({{kFirst.name, "CREATE TABLE a (id INTEGER PRIMARY KEY);"}}),
              HasSubstr("The migration 0001_first.sql was applied with other contents"));
}

TEST_P(MigrateTest, one_that_comes_before_the_newest_is_refused) {
  EXPECT_EQ(open_with({{"0002_b.sql", ""}}), "");
  EXPECT_THAT(open_with({kFirst, {"0002_b.sql", ""}}), HasSubstr("0001_first.sql is older"));
}

TEST_P(MigrateTest, text_is_ordered_by_its_bytes) {
  static constexpr Sql kOrder{"test.order", "SELECT t FROM a ORDER BY t"};
  EXPECT_EQ(
      open_with({kFirst,
                 {"0002_words.sql",
                  "INSERT INTO a (id, t) VALUES (1, 'b'), (2, 'B'), (3, '\u7a93'), (4, 'a b')"}}),
      "");
  const auto rows = database().read_now([](Connection& c) { return c.rows<std::string>(kOrder); });
  EXPECT_THAT(*rows, ElementsAre(std::tuple("B"), std::tuple("a b"), std::tuple("b"),
                                 std::tuple("\u7a93")));
}

TEST_P(MigrateTest, two_programs_that_start_at_once_do_not_collide) {
  files_ = {kFirst, kSecond};
  options_.migrations = std::span<const EmbeddedFile>(files_);
  std::vector<base::Result<std::unique_ptr<Database>>> opened(4);
  std::vector<std::thread> threads;
  for (auto& one : opened) {
    threads.emplace_back([&] { one = Database::open(options_, clock_); });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& one : opened) EXPECT_TRUE(one) << why(one);
}

}  // namespace
}  // namespace madoguchi::storage
