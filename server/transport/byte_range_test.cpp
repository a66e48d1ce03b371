#include "transport/byte_range.h"

#include <gtest/gtest.h>

namespace madoguchi::transport {
namespace {

using Kind = ByteRange::Kind;

constexpr ByteRange kWhole{Kind::kWhole, 0, 1000};
constexpr ByteRange kNothing{Kind::kUnsatisfiable, 0, 0};
constexpr ByteRange part(std::uint64_t first, std::uint64_t length) {
  return {Kind::kPart, first, length};
}

struct Case {
  const char* header;
  ByteRange asked;
};

TEST(ByteRange, of_a_thousand_bytes) {
  const Case cases[] = {
      {"", kWhole},
      {"bytes=0-", part(0, 1000)},
      {"bytes=0-0", part(0, 1)},
      {"Bytes=10-19", part(10, 10)},
      {"bytes=999-", part(999, 1)},
      {"bytes=500-5000", part(500, 500)},
      {"bytes=500-99999999999999999999999999", part(500, 500)},
      {"bytes=-1", part(999, 1)},
      {"bytes=-5000", part(0, 1000)},
      {"bytes=1000-", kNothing},
      {"bytes=99999999999999999999999999-", kNothing},
      {"bytes=-0", kNothing},
      {"bytes=20-10", kWhole},
      {"bytes=0-1,5-6", kWhole},
      {"bytes=0-1,", kWhole},
      {"bytes=", kWhole},
      {"bytes=-", kWhole},
      {"bytes=5", kWhole},
      {"bytes=a-b", kWhole},
      {"bytes=0x1-2", kWhole},
      {"bytes= 0-1", kWhole},
      {"bytes=+1-2", kWhole},
      {"bytes=1--2", kWhole},
      {"items=0-1", kWhole},
      {"bytes", kWhole},
      {"=0-1", kWhole},
  };
  for (const auto& [header, asked] : cases) EXPECT_EQ(read_range(header, 1000), asked) << header;
}

TEST(ByteRange, of_nothing_there_is_no_part) {
  EXPECT_EQ(read_range("bytes=0-", 0), kNothing);
  EXPECT_EQ(read_range("bytes=-1", 0), kNothing);
  EXPECT_EQ(read_range("", 0), (ByteRange{Kind::kWhole, 0, 0}));
}

}  // namespace
}  // namespace madoguchi::transport
