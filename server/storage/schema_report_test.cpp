#include "storage/schema_report.h"

#include <filesystem>

#include <gmock/gmock.h>

#include "storage/storage_testing.h"

namespace madoguchi::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// StorageTest has migrations of its own, which make the table `notes`.
class SchemaReportTest : public StorageTest {
 protected:
  base::Result<SchemaReport> report() {
    return report_schema(options_, [this](Connection& connection) -> base::Status {
      MDG_ASSIGN(const auto rows, (connection.rows<std::int64_t, std::string>(kListNotes)));
      notes_ = static_cast<int>(rows.size());
      return {};
    });
  }

  int notes_ = -1;  ///< that were read
};
INSTANTIATE_TEST_SUITE_P(Both, SchemaReportTest,
                         ::testing::Values(Dialect::kSqlite, Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(SchemaReportTest, a_new_database_stays_new) {
  for (int i = 0; i < 2; ++i) {
    const auto found = report();
    ASSERT_TRUE(found) << why(found);
    EXPECT_TRUE(found->is_new);
  }
  if (GetParam() == Dialect::kSqlite) {
    EXPECT_FALSE(std::filesystem::exists(fresh_.path()));
  }
  EXPECT_EQ(notes_, -1);
}

TEST_P(SchemaReportTest, one_of_this_version_is_read_beside_its_program) {
  open();
  ASSERT_TRUE(add_note(1, "a"));
  const auto found = report();
  ASSERT_TRUE(found) << why(found);
  EXPECT_FALSE(found->is_new);
  EXPECT_THAT(found->pending, IsEmpty());
  EXPECT_EQ(notes_, 1);
}

TEST_P(SchemaReportTest, what_a_start_would_run_is_named_and_not_run) {
  open();
  std::vector<base::EmbeddedFile> more = kSchema;
  more.push_back({"9998_more.sql", "CREATE TABLE more (id INTEGER);"});
  more.push_back({"9999_last.sql", "CREATE TABLE last (id INTEGER);"});
  options_.migrations = std::span<const base::EmbeddedFile>(more);
  for (int i = 0; i < 2; ++i) {
    const auto found = report();
    ASSERT_TRUE(found) << why(found);
    EXPECT_THAT(found->pending, ElementsAre("9998_more.sql", "9999_last.sql"));
  }
  EXPECT_EQ(notes_, -1);
}

TEST_P(SchemaReportTest, one_of_a_newer_version_is_an_error) {
  open();
  const std::vector<base::EmbeddedFile> none;
  options_.migrations = std::span<const base::EmbeddedFile>(none);
  const auto found = report();
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().detail, HasSubstr("used by a newer version"));
}

}  // namespace
}  // namespace madoguchi::storage
