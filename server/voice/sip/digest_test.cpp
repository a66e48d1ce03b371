#include "voice/sip/digest.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

constexpr const char* kPlain =
    R"(Digest username="201", realm="madoguchi", nonce="n", uri="sip:host", )"
    R"(response="0123456789abcdef0123456789abcdef")";

std::string fault_of(const std::string& header) {
  const auto read = read_digest(header);
  return read ? "" : read.error().detail;
}

TEST(Digest, reads_what_phones_send) {
  const auto read =
      read_digest(std::string(kPlain) +
                  R"(, algorithm=MD5, qop=auth, nc=0000000A, cnonce="a\"b,c", opaque="x")");
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->username, "201");
  EXPECT_EQ(read->realm, "madoguchi");
  EXPECT_EQ(read->uri, "sip:host");
  EXPECT_TRUE(read->has_qop);
  EXPECT_EQ(read->nonce_count, 10u);
  EXPECT_EQ(read->cnonce, "a\"b,c");
  const auto compact = read_digest(
      "digest\r\n username=a,realm=b,nonce=c,uri=d,response=0123456789abcdef0123456789abcdef,");
  ASSERT_TRUE(compact) << compact.error().detail;
  EXPECT_FALSE(compact->has_qop);
  EXPECT_EQ(compact->algorithm, DigestAlgorithm::kMd5);
}

TEST(Digest, refuses_what_is_malformed) {
  const std::string plain(kPlain);
  EXPECT_EQ(fault_of(plain), "");
  for (const std::string& header : {std::string(),
                                    std::string("Digest"),
                                    std::string("Basic YTpi"),
                                    "x" + plain,
                                    plain + ", realm=\"other\"",
                                    plain + ", qop",
                                    plain + ", qop=",
                                    plain + ", x=\"open",
                                    plain + ", x=\"a\" y=\"b\"",
                                    plain + ", x=\"\\",
                                    plain + ", =a",
                                    plain + ", qop=auth-int",
                                    plain + ", qop=auth",
                                    plain + ", qop=auth, nc=1, cnonce=a",
                                    plain + ", qop=auth, nc=00000000, cnonce=a",
                                    plain + ", qop=auth, nc=0000000g, cnonce=a",
                                    plain + ", qop=auth, nc=00000001, cnonce=\"\"",
                                    plain + ", algorithm=MD5-sess",
                                    plain + ", algorithm=SHA-256",
                                    plain + ", x=" + std::string(3'000, 'a'),
                                    plain.substr(0, plain.rfind(',')),
                                    plain.substr(plain.find(',')),
                                    std::string("Digest username=\"\"") + plain.substr(21)}) {
    EXPECT_NE(fault_of(header), "") << header;
  }
  std::string many(kPlain);
  for (int i = 0; i < 40; ++i) many += ", p" + std::to_string(i) + "=1";
  EXPECT_NE(fault_of(many), "");
}

/// RFC 7616 section 3.9.1 has both of one request.
TEST(Digest, proves_the_examples_of_the_rfc) {
  constexpr const char* kRealm = "http-auth@example.org";
  const std::string common =
      R"(Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", )"
      R"(nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, )"
      R"(cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, )";
  const auto md5 = read_digest(common + R"(response="8ca523f5e9506fed4657c9700eebdbec")");
  const auto sha =
      read_digest(common +
                  "algorithm=SHA-256, response="
                  R"("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")");
  ASSERT_TRUE(md5 && sha);
  const auto secret = [&](DigestAlgorithm algorithm, const char* password) {
    return digest_secret(algorithm, "Mufasa", kRealm, password);
  };
  EXPECT_TRUE(proves(*md5, "GET", secret(DigestAlgorithm::kMd5, "Circle of Life")));
  EXPECT_TRUE(proves(*sha, "GET", secret(DigestAlgorithm::kSha256, "Circle of Life")));
  EXPECT_FALSE(proves(*md5, "PUT", secret(DigestAlgorithm::kMd5, "Circle of Life")));
  EXPECT_FALSE(proves(*md5, "GET", secret(DigestAlgorithm::kMd5, "circle of life")));
  EXPECT_FALSE(proves(*sha, "GET", secret(DigestAlgorithm::kMd5, "Circle of Life")));
  EXPECT_FALSE(proves(*md5, "GET", ""));
}

/// RFC 2617 section 3.2.2.1, for phones that know no qop: KD(H(A1), nonce:H(A2)).
TEST(Digest, proves_a_response_without_qop) {
  auto read = read_digest(kPlain);
  ASSERT_TRUE(read);
  const std::string secret = digest_secret(DigestAlgorithm::kMd5, "201", "madoguchi", "secret");
  EXPECT_FALSE(proves(*read, "REGISTER", secret));
  read->response =
      digest_of(DigestAlgorithm::kMd5,
                secret + ":n:" + digest_of(DigestAlgorithm::kMd5, "REGISTER:sip:host"));
  EXPECT_TRUE(proves(*read, "REGISTER", secret));
}

}  // namespace
}  // namespace madoguchi::voice
