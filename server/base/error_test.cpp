#include "base/error.h"

#include <set>
#include <string_view>

#include <gtest/gtest.h>

namespace madoguchi::base {
namespace {

TEST(ErrorTable, has_a_row_of_its_own_for_every_code) {
  std::set<std::string_view> keys;
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    const ErrorRow& row = error_row(static_cast<ErrorCode>(code));
    EXPECT_EQ(static_cast<int>(row.code), code);
    EXPECT_TRUE(keys.insert(row.key).second) << row.key << " is used twice";
    EXPECT_GE(row.http_status, 400);
    EXPECT_LT(row.http_status, 600);
    EXPECT_FALSE(row.title.empty());
  }
}

TEST(ErrorTable, our_own_faults_are_server_errors) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    const ErrorRow& row = error_row(static_cast<ErrorCode>(code));
    if (row.is_our_fault) {
      EXPECT_GE(row.http_status, 500) << row.key;
    }
  }
}

}  // namespace
}  // namespace madoguchi::base
