// Starts of the whole program.

#include "app/program.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/trial.h"

namespace madoguchi::app {
namespace {

namespace fs = std::filesystem;

class ProgramStart : public testing::Test {
 protected:
  ProgramStart() {
    std::string pattern = fs::temp_directory_path() / "mdg-start-XXXXXX";
    options_.data = ::mkdtemp(pattern.data());
    options_.http = {"127.0.0.1", 0};
    options_.shop = {"127.0.0.1", 0};
    options_.threads = 1;
  }
  ~ProgramStart() override { fs::remove_all(options_.data); }

  /// What it said when it did not start.
  std::string start() {
    auto program = Program::open(options_);
    if (!program) return program.error().detail;
    const auto started = (*program)->start();
    if (!started) return started.error().detail;
    (*program)->stop();
    return "";
  }

  Options options_;
};

TEST_F(ProgramStart, makes_a_certificate_for_an_origin_with_a_port) {
  options_.tls_self_signed = true;
  options_.public_origin = "https://desk.example:8443";
  EXPECT_EQ(start(), "");
  EXPECT_TRUE(fs::exists(options_.data / "tls-certificate.pem"));
}

TEST_F(ProgramStart, of_a_trial_that_cannot_write_its_passwords_founds_nothing) {
  options_.mode = Mode::kTrial;
  const auto file = options_.data / kTrialSignInFile;
  fs::create_directories(file);  // a folder in its place
  EXPECT_NE(start(), "");
  fs::remove(file);
  EXPECT_EQ(start(), "");
  std::ifstream in(file);
  std::ostringstream lines;
  lines << in.rdbuf();
  EXPECT_NE(lines.str().find("suzuki@koyomisha.example "), std::string::npos);
  EXPECT_NE(lines.str().find("watanabe@koyomisha.example "), std::string::npos);
}

}  // namespace
}  // namespace madoguchi::app
