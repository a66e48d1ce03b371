#include "transport/assets.h"

#include <array>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "transport/accept_encoding.h"
#include "transport/content_type.h"
#include "transport/http_testing.h"

namespace madoguchi::transport {
namespace {

namespace fs = std::filesystem;

constexpr std::array kFiles{
    base::EmbeddedFile{"console/index.html", "<p>console"},
    base::EmbeddedFile{"console/index.html.gz", "gz of console"},
    base::EmbeddedFile{"console/assets/app-1f.js", "let a = 1"},
    base::EmbeddedFile{"console/assets/app-1f.js.br", "br of app"},
    base::EmbeddedFile{"console/assets/app-1f.js.gz", "gz of app"},
    base::EmbeddedFile{"console/favicon.svg", "<svg/>"},
    base::EmbeddedFile{"widget/frame.html", "<p>frame"},
    base::EmbeddedFile{"stray.html", "<p>stray"},
    base::EmbeddedFile{"orphan.br", "br of nothing"},
};

Request request_for(std::string accepted, std::string if_none_match = "") {
  Request request;
  if (!accepted.empty()) request.headers.emplace_back("accept-encoding", std::move(accepted));
  if (!if_none_match.empty())
    request.headers.emplace_back("if-none-match", std::move(if_none_match));
  return request;
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

class AssetStoreTest : public testing::Test {
 protected:
  Response get(std::string_view name, const Request& request) {
    const Asset* asset = store_.find(name);
    EXPECT_NE(asset, nullptr) << name;
    return asset == nullptr ? Response{} : asset_response(*asset, request);
  }

  AssetStore store_ = AssetStore::from_embedded(kFiles);
};

TEST_F(AssetStoreTest, compressed_forms_are_no_files_of_their_own) {
  EXPECT_EQ(store_.size(), 5U);
  EXPECT_EQ(store_.find("console/assets/app-1f.js.br"), nullptr);
  EXPECT_EQ(store_.find("orphan.br"), nullptr);
  EXPECT_EQ(store_.find(""), nullptr);
}

TEST_F(AssetStoreTest, sends_the_smallest_form_that_is_accepted) {
  constexpr auto kName = "console/assets/app-1f.js";
  const auto brotli = get(kName, request_for("gzip, deflate, br"));
  EXPECT_EQ(brotli.static_body, "br of app");
  EXPECT_EQ(header(brotli, "Content-Encoding"), "br");
  EXPECT_EQ(header(brotli, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header(brotli, "Vary"), "Accept-Encoding");
  EXPECT_EQ(get(kName, request_for("gzip")).static_body, "gz of app");
  const auto plain = get(kName, request_for(""));
  EXPECT_EQ(plain.static_body, "let a = 1");
  EXPECT_EQ(header(plain, "Content-Encoding"), "");
  EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(get("console/index.html", request_for("br")).static_body, "<p>console");
}

TEST_F(AssetStoreTest, every_form_has_its_own_strong_tag) {
  constexpr auto kName = "console/assets/app-1f.js";
  const auto plain = header(get(kName, request_for("")), "ETag");
  const auto brotli = header(get(kName, request_for("br")), "ETag");
  EXPECT_NE(plain, brotli);
  EXPECT_TRUE(plain.starts_with('"'));
  const auto known = get(kName, request_for("br", "\"other\", W/" + brotli));
  EXPECT_EQ(known.status, 304);
  EXPECT_TRUE(known.static_body.empty());
  EXPECT_EQ(header(known, "ETag"), brotli);
  EXPECT_EQ(header(known, "Vary"), "Accept-Encoding");
  EXPECT_EQ(get(kName, request_for("br", plain)).status, 200);
  EXPECT_EQ(get(kName, request_for("br", "*")).status, 304);
}

TEST_F(AssetStoreTest, names_with_a_hash_are_kept_for_ever_and_pages_are_asked_for_each_time) {
  EXPECT_EQ(header(get("console/assets/app-1f.js", {}), "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(header(get("console/index.html", {}), "Cache-Control"), "no-cache");
  EXPECT_EQ(header(get("console/favicon.svg", {}), "Cache-Control"),
            "public, max-age=300, must-revalidate");
}

TEST(AssetFolder, is_read_into_memory) {
  const auto folder =
      fs::temp_directory_path() / ("madoguchi-assets-" + std::to_string(::getpid()));
  fs::create_directories(folder / "assets");
  std::ofstream(folder / "assets" / "a.css") << "a{}";
  std::ofstream(folder / "assets" / "a.css.gz") << "gz";
  std::ofstream(folder / "secret") << "secret";
  fs::create_symlink("/etc/passwd", folder / "link");
  auto store = AssetStore::from_folder(folder);
  fs::remove_all(folder);
  ASSERT_TRUE(store);
  const AssetStore moved = *std::move(store);
  ASSERT_NE(moved.find("assets/a.css"), nullptr);
  EXPECT_EQ(moved.find("assets/a.css")->identity, "a{}");
  EXPECT_EQ(moved.find("assets/a.css")->gzip, "gz");
  EXPECT_EQ(moved.find("link"), nullptr);
  EXPECT_FALSE(AssetStore::from_folder("/nowhere"));
}

TEST(AssetResponse, goes_out_of_the_stores_memory) {
  const auto store = AssetStore::from_embedded(kFiles);
  TestServer server([&store](Router& router) {
    router.set_fallback(
        [&store](Request request) -> boost::asio::awaitable<base::Result<Response>> {
          const Asset* asset = store.find(std::string_view(request.path).substr(1));
          if (asset == nullptr) co_return base::fail(base::ErrorCode::kNotFound);
          co_return asset_response(*asset, request, {{"Content-Security-Policy", "sandbox"}});
        });
  });
  constexpr auto kPath = "/console/assets/app-1f.js";
  const auto response = server.ask("GET", kPath, "Accept-Encoding: br\r\n");
  EXPECT_EQ(response.body, "br of app");
  EXPECT_EQ(response.header("content-security-policy"), "sandbox");
  EXPECT_EQ(response.header("cache-control"), "public, max-age=31536000, immutable");
  const auto tag = "If-None-Match: " + response.header("etag") + "\r\n";
  const auto known = server.ask("GET", kPath, "Accept-Encoding: br\r\n" + tag);
  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(known.body, "");
  EXPECT_EQ(known.header("content-length"), "");
  EXPECT_EQ(server.ask("HEAD", kPath).header("content-length"), "9");
  EXPECT_EQ(server.ask("GET", "/orphan.br").status, 404);
}

TEST(AcceptEncoding, reads_names_and_zero_weights) {
  EXPECT_TRUE(accepts_encoding("gzip, deflate, br", "br"));
  EXPECT_TRUE(accepts_encoding("GZIP;q=0.1", "gzip"));
  EXPECT_TRUE(accepts_encoding("br ; q=1.0 , gzip", "br"));
  EXPECT_TRUE(accepts_encoding("*", "br"));
  EXPECT_TRUE(accepts_encoding("*;q=0.5", "br"));
  EXPECT_FALSE(accepts_encoding("", "br"));
  EXPECT_FALSE(accepts_encoding("brx", "br"));
  EXPECT_FALSE(accepts_encoding("br;q=0", "br"));
  EXPECT_FALSE(accepts_encoding("br;q=0.000, *", "br"));
  EXPECT_FALSE(accepts_encoding("*;q=0", "br"));
  EXPECT_FALSE(accepts_encoding(",;,=", "br"));
}

TEST(ContentType, is_known_by_the_ending) {
  EXPECT_EQ(content_type_of("a/b.min.js"), "text/javascript; charset=utf-8");
  EXPECT_EQ(content_type_of("font.woff2"), "font/woff2");
  EXPECT_EQ(content_type_of("js"), "application/octet-stream");
}

}  // namespace
}  // namespace madoguchi::transport
