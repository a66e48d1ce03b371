#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/program.h"

namespace madoguchi::app {
namespace {

namespace fs = std::filesystem;
using transport::Method;
using Routes = std::set<std::string>;  // "GET /api/v1/me"

/// A program that runs in a folder of its own.
class RoutesTest : public testing::Test {
 protected:
  RoutesTest() {
    std::string pattern = fs::temp_directory_path() / "mdg-routes-XXXXXX";
    Options options;
    options.data = folder_ = ::mkdtemp(pattern.data());
    options.http = {"127.0.0.1", 0};
    options.threads = 1;
    auto program = Program::open(options);
    EXPECT_TRUE(program) << program.error().detail;
    program_ = *std::move(program);
    EXPECT_TRUE(program_->start());
  }
  ~RoutesTest() override {
    program_.reset();
    fs::remove_all(folder_);
  }

  fs::path folder_;
  std::unique_ptr<Program> program_;
};

std::string name_of(Method method) {
  switch (method) {
    case Method::kGet:
      return "GET";
    case Method::kPost:
      return "POST";
    case Method::kPut:
      return "PUT";
    case Method::kPatch:
      return "PATCH";
    case Method::kDelete:
      return "DELETE";
  }
  return "";
}

/// The description lies in the tree from which this program was built.
fs::path description() {
  for (fs::path folder = fs::read_symlink("/proc/self/exe"); folder.has_relative_path();) {
    folder = folder.parent_path();
    if (fs::exists(folder / "api/openapi.yaml")) return folder / "api/openapi.yaml";
  }
  return {};
}

/// The operations of api/openapi.yaml. Its paths stand at two spaces, their methods at four.
Routes described_routes() {
  std::ifstream file(description());
  Routes routes;
  std::string path;
  for (std::string line; std::getline(file, line) && line != "components:";) {
    if (line.starts_with("  /")) path = line.substr(2, line.rfind(':') - 2);
    for (const char* method : {"get", "post", "put", "patch", "delete"}) {
      if (line != std::string("    ") + method + ":") continue;
      std::string upper(method);
      for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
      routes.insert(upper + " " + path);
    }
  }
  return routes;
}

TEST_F(RoutesTest, the_program_has_the_routes_of_the_description_and_no_other) {
  Routes routes;
  for (const auto& [method, pattern] : program_->router().routes()) {
    if (pattern.starts_with("/api/")) routes.insert(name_of(method) + " " + pattern);
  }
  EXPECT_GT(routes.size(), 40u);
  EXPECT_EQ(routes, described_routes());
}

TEST_F(RoutesTest, beside_the_api_there_are_only_health_checks_and_sockets) {
  Routes others;
  for (const auto& [method, pattern] : program_->router().routes()) {
    if (!pattern.starts_with("/api/")) others.insert(name_of(method) + " " + pattern);
  }
  EXPECT_EQ(others, (Routes{"GET /healthz", "GET /readyz"}));
  const auto sockets = program_->router().socket_routes();
  EXPECT_EQ(Routes(sockets.begin(), sockets.end()),
            (Routes{"/api/v1/events", "/api/v1/sandbox/calls/{callId}/socket",
                    "/api/widget/v1/{serviceKey}/calls/{callId}/socket",
                    "/api/widget/v1/{serviceKey}/socket"}));
}

}  // namespace
}  // namespace madoguchi::app
