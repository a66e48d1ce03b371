#include "transport/header_text.h"

#include <gtest/gtest.h>

namespace madoguchi::transport {
namespace {

TEST(WithoutSpaces, leaves_what_stands_between) {
  EXPECT_EQ(without_spaces(" \t a b\t"), "a b");
  EXPECT_EQ(without_spaces("gzip"), "gzip");
  EXPECT_EQ(without_spaces(" \t "), "");
  EXPECT_EQ(without_spaces(""), "");
  EXPECT_EQ(without_spaces("\r\n"), "\r\n");
}

}  // namespace
}  // namespace madoguchi::transport
