#include "transport/router.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace madoguchi::transport {
namespace {

Handler unused() {
  return [](Request) -> boost::asio::awaitable<base::Result<Response>> { co_return Response{}; };
}

SocketHandler unused_socket() {
  return [](Request) -> boost::asio::awaitable<base::Result<OpenSocket>> {
    co_return base::fail(base::ErrorCode::kForbidden);
  };
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    for (const auto* pattern : {"/api/things", "/api/things/{thingId}",
                                "/api/things/{thingId}/parts/{partId}", "/api/things/mine", "/"}) {
      router_.add(Method::kGet, pattern, unused());
    }
    router_.add(Method::kPost, "/api/things", unused());
    router_.add(Method::kDelete, "/api/things/{id}", unused());
    router_.add(Method::kPut, "/api/things/mine", unused(), {.max_body_bytes = 7});
    router_.add_socket("/api/live", unused_socket(), {.max_frame_bytes = 9});
    router_.add_socket("/api/things", unused_socket());
  }

  std::string pattern_of(Method method, std::string_view path, bool is_upgrade = false) {
    const auto match = router_.find(method, path, is_upgrade);
    return match ? std::string(match->pattern)
                 : std::string(base::error_row(match.error().code).key);
  }

  Router router_;
};

TEST_F(RouterTest, finds_the_route_of_method_and_path) {
  EXPECT_EQ(pattern_of(Method::kGet, "/"), "/");
  EXPECT_EQ(pattern_of(Method::kGet, "/api/things"), "/api/things");
  EXPECT_EQ(pattern_of(Method::kPost, "/api/things"), "/api/things");
  EXPECT_EQ(pattern_of(Method::kGet, "/api/things/1"), "/api/things/{thingId}");
  EXPECT_EQ(pattern_of(Method::kGet, "/api/things/1/parts/2"),
            "/api/things/{thingId}/parts/{partId}");
}

TEST_F(RouterTest, names_parameters_as_the_route_does) {
  const auto get = router_.find(Method::kGet, "/api/things/窓 口/parts/2", false);
  ASSERT_TRUE(get);
  EXPECT_EQ(get->path_parameters, (std::vector<std::pair<std::string, std::string>>{
                                      {"thingId", "窓 口"}, {"partId", "2"}}));
  const auto remove = router_.find(Method::kDelete, "/api/things/5", false);
  ASSERT_TRUE(remove);
  EXPECT_EQ(remove->path_parameters,
            (std::vector<std::pair<std::string, std::string>>{{"id", "5"}}));
}

TEST_F(RouterTest, a_literal_segment_wins_unless_it_lacks_the_method) {
  EXPECT_EQ(pattern_of(Method::kGet, "/api/things/mine"), "/api/things/mine");
  EXPECT_EQ(pattern_of(Method::kDelete, "/api/things/mine"), "/api/things/{id}");
}

TEST_F(RouterTest, unknown_paths_are_not_found) {
  for (const auto* path : {"/api", "/api/", "/api/things/", "/api//things", "/api/things/1/parts",
                           "", "api/things", "/api/things/1/parts/2/3", "/API/things", "//"}) {
    EXPECT_EQ(pattern_of(Method::kGet, path), "notFound") << path;
  }
}

TEST_F(RouterTest, a_known_path_with_another_method_lists_the_methods) {
  const auto put = router_.find(Method::kPut, "/api/things", false);
  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().code, base::ErrorCode::kMethodNotAllowed);
  EXPECT_EQ(put.error().expected, "GET, HEAD, POST");
  EXPECT_EQ(router_.allowed_methods("/api/things/mine"), "GET, HEAD, PUT, DELETE");
  EXPECT_EQ(router_.allowed_methods("/nothing"), "");
  EXPECT_EQ(router_.allowed_methods("/api/live"), "GET");
}

TEST_F(RouterTest, carries_the_options_of_the_route) {
  EXPECT_EQ(router_.find(Method::kPut, "/api/things/mine", false)->options.max_body_bytes, 7U);
  EXPECT_EQ(router_.find(Method::kGet, "/api/live", true)->limits.max_frame_bytes, 9U);
}

TEST_F(RouterTest, an_upgrade_prefers_the_socket) {
  EXPECT_NE(router_.find(Method::kGet, "/api/things", true)->socket_handler, nullptr);
  EXPECT_EQ(router_.find(Method::kGet, "/api/things", false)->socket_handler, nullptr);
  EXPECT_EQ(router_.find(Method::kGet, "/api/things/1", true)->socket_handler, nullptr);
}

TEST_F(RouterTest, a_socket_without_an_upgrade_says_what_it_expects) {
  const auto plain = router_.find(Method::kGet, "/api/live", false);
  ASSERT_FALSE(plain);
  EXPECT_EQ(plain.error().field, "Upgrade");
  EXPECT_EQ(pattern_of(Method::kPost, "/api/live"), "methodNotAllowed");
}

TEST_F(RouterTest, the_fallback_takes_what_no_route_has) {
  router_.set_fallback(unused());
  EXPECT_TRUE(router_.find(Method::kGet, "/console", false));
  EXPECT_EQ(pattern_of(Method::kGet, "/api/things/1"), "/api/things/{thingId}");
  EXPECT_EQ(pattern_of(Method::kPost, "/console"), "notFound");
  EXPECT_EQ(pattern_of(Method::kPut, "/api/things"), "methodNotAllowed");
  EXPECT_EQ(router_.allowed_methods("/console"), "GET, HEAD");
}

TEST_F(RouterTest, lists_its_routes) {
  EXPECT_EQ(router_.routes().size(), 8U);
  EXPECT_EQ(router_.routes()[5], std::make_pair(Method::kPost, std::string("/api/things")));
  EXPECT_EQ(router_.socket_routes(), (std::vector<std::string>{"/api/live", "/api/things"}));
}

TEST_F(RouterTest, refuses_patterns_that_are_wrong) {
  for (const auto* pattern :
       {"things", "", "/things/{id}.json", "/things/{}", "/things/x{id}", "/api/things/{other}"}) {
    EXPECT_THROW(router_.add(Method::kGet, pattern, unused()), std::logic_error) << pattern;
  }
  EXPECT_THROW(router_.add_socket("/api/live", unused_socket()), std::logic_error);
}

TEST(Router, a_path_of_many_segments_is_refused_quickly) {
  Router router;
  std::string pattern;
  for (int i = 0; i < 12; ++i) {
    router.add(Method::kGet, pattern + "/a", unused());
    router.add(Method::kGet, pattern + "/{p}", unused());
    pattern += i % 2 == 0 ? "/a" : "/{p}";
  }
  std::string path;
  for (int i = 0; i < 5'000; ++i) path += "/a";
  EXPECT_FALSE(router.find(Method::kGet, path, false));
}

}  // namespace
}  // namespace madoguchi::transport
