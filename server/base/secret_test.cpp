#include "base/secret.h"

#include <set>

#include <gtest/gtest.h>

#include "fakes/fake_random.h"

namespace madoguchi::base {
namespace {

TEST(RandomToken, is_base64url_of_all_its_bytes) {
  fakes::FakeRandom random;
  const std::string token = random_token(random);
  EXPECT_EQ(token.size(), 43u);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-_"),
            std::string::npos);
  EXPECT_NE(random_token(random), token);
}

TEST(RandomToken, of_the_system_never_repeats) {
  SystemRandom random;
  std::set<std::string> tokens;
  for (int i = 0; i < 1000; ++i) tokens.insert(random_token(random, 16));
  EXPECT_EQ(tokens.size(), 1000u);
}

TEST(RandomName, has_no_letters_that_look_alike) {
  SystemRandom random;
  const std::string name = random_name(random, 4000);
  EXPECT_EQ(name.size(), 4000u);
  EXPECT_EQ(name.find_first_not_of("abcdefghijkmnpqrstuvwxyz23456789"), std::string::npos);
  EXPECT_EQ(std::set<char>(name.begin(), name.end()).size(), 32u);
}

TEST(Sha256, gives_the_digests_of_the_standard) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ConstantTimeComparison, tells_equal_from_different) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("token", "token"));
  EXPECT_FALSE(equal_in_constant_time("token", "tokem"));
  EXPECT_FALSE(equal_in_constant_time("token", "toke"));
}

TEST(PasswordHash, matches_its_own_password_only) {
  const auto hash = hash_password("correct horse", kSmallestPasswordCost);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$"));
  EXPECT_TRUE(password_matches(*hash, "correct horse"));
  EXPECT_FALSE(password_matches(*hash, "correct horsf"));
  EXPECT_FALSE(password_matches(*hash, ""));
}

TEST(PasswordHash, differs_each_time_and_never_holds_the_password) {
  const auto first = hash_password("correct horse", kSmallestPasswordCost);
  const auto second = hash_password("correct horse", kSmallestPasswordCost);
  EXPECT_NE(*first, *second);
  EXPECT_EQ(first->find("horse"), std::string::npos);
}

TEST(PasswordHash, is_nothing_that_a_broken_text_matches) {
  for (const char* text : {"", "$argon2id$", "plain", "$argon2id$v=19$m=8,t=1,p=1$AA$AA"}) {
    EXPECT_FALSE(password_matches(text, "")) << text;
    EXPECT_FALSE(password_matches(text, "plain")) << text;
  }
}

TEST(PasswordHash, says_when_its_cost_is_not_the_wanted_one) {
  const auto hash = hash_password("correct horse", kSmallestPasswordCost);
  EXPECT_FALSE(needs_new_hash(*hash, kSmallestPasswordCost));
  EXPECT_TRUE(needs_new_hash(*hash, PasswordCost{2, 16384}));
}

TEST(UnmatchableHash, is_a_real_hash_of_the_same_cost) {
  const std::string hash = unmatchable_hash(PasswordCost{2, 16384});
  EXPECT_FALSE(needs_new_hash(hash, PasswordCost{2, 16384}));  // well-formed, with this very cost
  EXPECT_TRUE(needs_new_hash(hash, PasswordCost{3, 16384}));
  EXPECT_FALSE(password_matches(hash, ""));
}

}  // namespace
}  // namespace madoguchi::base
