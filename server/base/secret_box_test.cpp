#include "base/secret_box.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace madoguchi::base {
namespace {

namespace fs = std::filesystem;

class SecretBoxTest : public ::testing::Test {
 protected:
  SecretBoxTest() {
    std::string pattern = fs::temp_directory_path() / "mdg-box-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~SecretBoxTest() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path file() const { return folder_ / "secrets.key"; }
  Result<SecretBox> open() { return SecretBox::open(file(), random_); }

  fs::path folder_;
  SystemRandom random_;
};

TEST_F(SecretBoxTest, what_was_sealed_opens_after_a_restart) {
  const auto box = open();
  ASSERT_TRUE(box) << box.error().detail;
  const std::string sealed = box->seal("p@ss 秘密", "trunk:1");
  EXPECT_EQ(sealed.find("p@ss"), std::string::npos);
  EXPECT_EQ(*open()->unseal(sealed, "trunk:1"), "p@ss 秘密");
  EXPECT_EQ(*box->unseal(box->seal("", "x"), "x"), "");
  EXPECT_NE(box->seal("a", "x"), box->seal("a", "x")) << "a nonce of its own";
}

TEST_F(SecretBoxTest, nothing_else_opens) {
  const auto box = open();
  const std::string sealed = box->seal("secret", "trunk:1");
  EXPECT_FALSE(box->unseal(sealed, "trunk:2"));
  EXPECT_FALSE(box->unseal("", "trunk:1"));
  EXPECT_FALSE(box->unseal("AAAA", "trunk:1"));
  EXPECT_FALSE(box->unseal("no base64!", "trunk:1"));
  std::string changed = sealed;
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(box->unseal(changed, "trunk:1"));
  fs::remove(file());
  EXPECT_FALSE(open()->unseal(sealed, "trunk:1")) << "another key";
}

TEST_F(SecretBoxTest, the_key_is_for_its_owner_alone) {
  ASSERT_TRUE(open());
  struct stat about {};
  ASSERT_EQ(::stat(file().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  EXPECT_EQ(about.st_size, 32);
}

TEST_F(SecretBoxTest, a_start_that_died_while_it_made_the_key_does_not_hinder_the_next) {
  std::ofstream(file().string() + ".new") << "half";
  const auto box = open();
  ASSERT_TRUE(box);
  EXPECT_EQ(*open()->unseal(box->seal("secret", "trunk:1"), "trunk:1"), "secret");
  EXPECT_FALSE(fs::exists(file().string() + ".new"));
}

TEST_F(SecretBoxTest, what_is_no_key_is_named) {
  std::ofstream(file()) << "short";
  const auto box = open();
  ASSERT_FALSE(box);
  EXPECT_NE(box.error().detail.find("secrets.key"), std::string::npos);
  std::ofstream(file()) << std::string(40, 'x');
  EXPECT_FALSE(open());
}

}  // namespace
}  // namespace madoguchi::base
