#include "transport/file_body.h"

#include <fstream>

#include <gtest/gtest.h>

#include "transport/http_testing.h"

namespace madoguchi::transport {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEtag = "\"7\"";

std::string varied(std::size_t size) {
  std::string bytes;
  for (std::size_t n = 0; n < size; ++n) bytes += static_cast<char>(n * 31 % 251);
  return bytes;
}

/// Ends in the middle, as when a disk dies.
class BrokenSource final : public BodySource {
 public:
  [[nodiscard]] std::uint64_t size() const override { return 100; }
  [[nodiscard]] boost::asio::awaitable<base::Result<std::string>> next() override {
    if (is_begun_) co_return base::fail(base::ErrorCode::kUnavailable);
    is_begun_ = true;
    co_return std::string(10, 'x');
  }

 private:
  bool is_begun_ = false;
};

class FileBodyTest : public testing::Test {
 protected:
  FileBodyTest() {
    std::string name = (fs::temp_directory_path() / "madoguchi-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
    folder_ = name;
    std::ofstream(folder_ / "file", std::ios::binary) << bytes_;
  }
  ~FileBodyTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  boost::asio::awaitable<base::Result<Response>> answer(Request request) {
    MDG_CO_ASSIGN(auto file, OpenFile::open(folder_ / request.path.substr(1)));
    co_return ranged_file_response(
        request, {std::move(file), "audio/wav", "a.wav", kEtag, Disposition::kInline}, pool_);
  }
  void add_routes(Router& router) {
    for (const char* path : {"/file", "/missing", "/link"}) {
      router.add(Method::kGet, path,
                 [this](Request request) { return answer(std::move(request)); });
    }
    router.add(Method::kGet, "/broken",
               [](Request) -> boost::asio::awaitable<base::Result<Response>> {
                 Response response;
                 response.source = std::make_shared<BrokenSource>();
                 co_return response;
               });
  }

  fs::path folder_;
  /// Three pieces, the last of them short.
  const std::string bytes_ = varied(300'001);
  base::WorkerPool pool_{1, 16};
  TestServer server_{[this](Router& router) { add_routes(router); }};
};

TEST_F(FileBodyTest, is_sent_whole) {
  const auto got = server_.ask("GET", "/file");
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.header("content-length"), "300001");
  EXPECT_EQ(got.header("content-type"), "audio/wav");
  EXPECT_EQ(got.header("accept-ranges"), "bytes");
  EXPECT_EQ(got.header("etag"), kEtag);
  EXPECT_EQ(got.header("content-range"), "");
  EXPECT_EQ(got.header("cache-control"), "private, no-store");
  EXPECT_EQ(got.header("content-security-policy"), "sandbox; default-src 'none'");
  EXPECT_TRUE(got.body == bytes_);
}

struct RangeCase {
  const char* range;
  const char* content_range;
  std::size_t first;
  std::size_t length;
};

TEST_F(FileBodyTest, is_sent_in_parts) {
  const RangeCase cases[] = {
      {"bytes=0-", "bytes 0-300000/300001", 0, 300'001},
      {"bytes=131071-131072", "bytes 131071-131072/300001", 131'071, 2},
      {"bytes=200000-", "bytes 200000-300000/300001", 200'000, 100'001},
      {"bytes=-1", "bytes 300000-300000/300001", 300'000, 1},
  };
  for (const auto& [range, content_range, first, length] : cases) {
    const auto got = server_.ask("GET", "/file", std::string("Range: ") + range + "\r\n");
    EXPECT_EQ(got.status, 206) << range;
    EXPECT_EQ(got.header("content-range"), content_range);
    EXPECT_EQ(got.header("content-length"), std::to_string(length));
    EXPECT_TRUE(got.body == bytes_.substr(first, length)) << range;
  }
}

TEST_F(FileBodyTest, a_part_behind_the_end_is_refused) {
  const auto got = server_.ask("GET", "/file", "Range: bytes=300001-\r\n");
  EXPECT_EQ(got.status, 416);
  EXPECT_EQ(got.header("content-range"), "bytes */300001");
  EXPECT_EQ(got.member("field"), "Range");
}

TEST_F(FileBodyTest, a_part_of_another_version_is_the_whole) {
  const auto ask = [&](const std::string& version) {
    return server_.ask("GET", "/file", "Range: bytes=0-9\r\nIf-Range: " + version + "\r\n").status;
  };
  EXPECT_EQ(ask(kEtag), 206);
  EXPECT_EQ(ask("\"8\""), 200);
  EXPECT_EQ(ask(std::string("W/") + kEtag), 200) << "only strong ones count (section 13.1.5)";
}

TEST_F(FileBodyTest, of_a_head_only_the_length_is_told) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.send(server_.request("HEAD", "/file")));
  const auto head = client.read_response(false);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->header("content-length"), "300001");
  ASSERT_TRUE(client.send(server_.request("GET", "/file", "Range: bytes=0-2\r\n")));
  const auto part = client.read_response();
  ASSERT_TRUE(part);
  EXPECT_TRUE(part->body == bytes_.substr(0, 3)) << "the connection goes on";
}

TEST_F(FileBodyTest, several_follow_one_another_on_a_connection) {
  RawClient client(server_.port());
  for (int n = 0; n < 3; ++n) {
    ASSERT_TRUE(client.send(server_.request("GET", "/file")));
    const auto got = client.read_response();
    ASSERT_TRUE(got);
    EXPECT_TRUE(got->body == bytes_);
  }
}

TEST_F(FileBodyTest, a_source_that_fails_cuts_the_connection) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.send(server_.request("GET", "/broken")));
  EXPECT_FALSE(client.read_response()) << "nobody takes a part for the whole";
  EXPECT_NE(server_.log().find("the body ended 90 bytes early"), std::string::npos);
}

TEST_F(FileBodyTest, what_is_no_file_is_not_sent) {
  EXPECT_EQ(server_.ask("GET", "/missing").status, 404);
  fs::create_symlink("file", folder_ / "link");
  EXPECT_EQ(server_.ask("GET", "/link").status, 503);
  EXPECT_FALSE(OpenFile::open(folder_));
}

}  // namespace
}  // namespace madoguchi::transport
