#include <gtest/gtest.h>

#include "features/files/file.h"

namespace madoguchi::features {
namespace {

using namespace std::string_literals;

std::string png(char width, char height) {
  return "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0"s + width + "\0\0\0"s + height + "\x08\x06\0\0\0"s;
}
std::string jpeg() { return "\xFF\xD8\xFF\xE0\0\x04\0\0\xFF\xC0\0\x11\x08\0\x20\0\x40\x03\0\0\0"s; }
std::string webp(const std::string& chunk) {
  return "RIFF\0\0\0\0WEBP"s + chunk + std::string(30, '\0');
}

TEST(FileKind, finds_the_type_and_size_of_images_in_their_bytes) {
  const auto kind = recognize_file(png(3, 5), "x.txt");
  EXPECT_EQ(kind.type, "image/png");
  EXPECT_EQ(kind.width, 3);
  EXPECT_EQ(kind.height, 5);
  const auto photo = recognize_file(jpeg(), "");
  EXPECT_EQ(photo.type, "image/jpeg");
  EXPECT_EQ(photo.width, 64);
  EXPECT_EQ(photo.height, 32);
  EXPECT_EQ(recognize_file("GIF89a\x02\0\x03\0"s, "").type, "image/gif");
  EXPECT_EQ(recognize_file(webp("VP8X"), "").width, 1);
}

TEST(FileKind, a_name_alone_makes_nothing_an_image) {
  EXPECT_EQ(recognize_file("<html><script>alert(1)</script>", "photo.png").type,
            "application/octet-stream");
  EXPECT_EQ(recognize_file("<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg").type,
            "application/octet-stream");
}

TEST(FileKind, an_image_that_is_cut_empty_or_huge_is_none) {
  EXPECT_FALSE(recognize_file(png(3, 5).substr(0, 20), "").width);
  EXPECT_FALSE(recognize_file(png(0, 5), "").width);
  std::string huge = png(3, 5);
  huge[16] = '\x7f';
  EXPECT_FALSE(recognize_file(huge, "").width);
  EXPECT_FALSE(recognize_file("\xFF\xD8\xFF", "").width);
}

TEST(FileKind, tells_documents_that_browsers_never_render_in_a_page) {
  EXPECT_EQ(recognize_file("%PDF-1.7 ...", "x").type, "application/pdf");
  EXPECT_EQ(recognize_file("PK\x03\x04...", "a.zip").type, "application/zip");
  EXPECT_EQ(recognize_file("PK\x03\x04...", "A.XLSX").type,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

}  // namespace
}  // namespace madoguchi::features
