// The first run: the token file, the founding, and that it works once.

#include <fstream>

#include <boost/json/serialize.hpp>
#include <sys/stat.h>

#include "features/setup/setup_token_file.h"
#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using transport::Method;

class SetupTest : public AccountsTest {
 protected:
  std::filesystem::path file() const { return setup_token_path(data_folder_); }
  std::string token() const {
    std::ifstream stream(file());
    std::string line;
    std::getline(stream, line);
    return line;
  }
  Answer set_up(const std::string& with, const std::string& more = "") {
    return call(Method::kPost, "/api/v1/setup",
                R"({"token":")" + with +
                    R"(","organizationName":"こよみ舎","name":"佐藤 花子","email":)"
                    R"("Admin@Example.jp","password":"a long password","serviceName":"本店",)"
                    R"("language":"en","timeZone":"Asia/Tokyo")" +
                    more + "}");
  }
};
INSTANTIATE_TEST_SUITE_P(Both, SetupTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(SetupTest, is_open_until_it_is_done) {
  ASSERT_TRUE(setup_->prepare());
  EXPECT_TRUE(get("/api/v1/setup", "").json.at("open").as_bool());
  ASSERT_EQ(set_up(token()).status, 200);
  const Answer state = get("/api/v1/setup", "");
  EXPECT_FALSE(state.json.at("open").as_bool());
  EXPECT_EQ(state.text("organizationName"), "こよみ舎");
}

TEST_P(SetupTest, makes_everything_that_a_desk_needs_and_signs_in) {
  ASSERT_TRUE(setup_->prepare());
  const Answer answer = set_up(token());
  ASSERT_EQ(answer.status, 200) << boost::json::serialize(answer.json);
  EXPECT_EQ(answer.text("email"), "admin@example.jp");
  EXPECT_TRUE(answer.json.at("isOrganizationAdmin").as_bool());
  EXPECT_EQ(answer.json.at("preferences").at("language").as_string(), "en");
  ASSERT_EQ(answer.json.at("services").as_array().size(), 1u);
  EXPECT_EQ(answer.json.at("services").at(0).at("name").as_string(), "本店");
  EXPECT_EQ(get("/api/v1/me", *answer.session_token()).status, 200);
  EXPECT_EQ(work_reasons_->current()->size(), 3u);
  ASSERT_EQ(desk_.services.size(), 1u);
  EXPECT_EQ(desk_.services[0].queues.size(), 1u);
  ASSERT_EQ(desk_.operators.size(), 1u);
  EXPECT_TRUE(desk_.operators[0].services.at(0).can_chat);
  EXPECT_EQ(audited_actions(),
            (std::vector<std::string>{"organization.founded", "service.made", "operator.made",
                                      "operator.rightsChanged", "session.started"}));
}

TEST_P(SetupTest, the_token_file_is_for_its_owner_and_goes_when_it_was_used) {
  const auto path = setup_->prepare();
  ASSERT_TRUE(path && *path);
  EXPECT_EQ(**path, file());
  struct stat status {};
  ASSERT_EQ(::stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(token().size(), 43u);
  ASSERT_EQ(set_up(token()).status, 200);
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_P(SetupTest, works_once) {
  ASSERT_TRUE(setup_->prepare());
  const std::string used = token();
  ASSERT_EQ(set_up(used).status, 200);
  EXPECT_EQ(set_up(used).code(), "conflict");
  EXPECT_EQ(count_rows("operators"), 1);
  EXPECT_EQ(count_rows("services"), 1);
}

TEST_P(SetupTest, two_at_once_found_one_organization) {
  ASSERT_TRUE(setup_->prepare());
  const Founding founding{"A",  "a", "a@example.jp", kPassword, "a", base::Language::kEnglish,
                          "UTC"};
  auto& loop = base::lasting_loop();
  int made = 0;
  for (int n = 0; n < 3; ++n) {
    boost::asio::co_spawn(loop, setup_->set_up(token(), founding, {"192.0.2.1", ""}),
                          [&](std::exception_ptr, const base::Result<StartedSession>& outcome) {
                            made += outcome ? 1 : 0;
                          });
  }
  loop.run();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(count_rows("organization"), 1);
}

TEST_P(SetupTest, refuses_a_wrong_token_and_slows_guessing_down) {
  ASSERT_TRUE(setup_->prepare());
  for (int n = 0; n < 5; ++n) EXPECT_EQ(set_up("guess").code(), "forbidden");
  EXPECT_EQ(set_up(token()).code(), "rateLimited");
  EXPECT_EQ(count_rows("organization"), 0);
}

TEST_P(SetupTest, a_token_ends_after_a_day_and_a_new_start_makes_another) {
  ASSERT_TRUE(setup_->prepare());
  const std::string old = token();
  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(set_up(old).code(), "expired");
  ASSERT_TRUE(setup_->prepare());
  EXPECT_NE(token(), old);
  EXPECT_EQ(set_up(old).code(), "forbidden");
  EXPECT_EQ(set_up(token()).status, 200);
}

TEST_P(SetupTest, without_a_prepared_token_nobody_gets_in) {
  EXPECT_EQ(set_up("").code(), "conflict");
  EXPECT_EQ(count_rows("organization"), 0);
}

TEST_P(SetupTest, a_start_after_it_removes_what_was_left) {
  found();
  ASSERT_TRUE(write_setup_token(file(), "left over"));
  const auto path = setup_->prepare();
  ASSERT_TRUE(path);
  EXPECT_FALSE(*path);
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_P(SetupTest, an_unwritable_folder_is_one_clear_sentence) {
  EXPECT_FALSE(write_setup_token(data_folder_ / "missing" / "setup-token", "x"));
  const auto status = write_setup_token(data_folder_ / "missing" / "setup-token", "x");
  EXPECT_EQ(status.error().detail, "Cannot write the file " +
                                       (data_folder_ / "missing" / "setup-token").string() +
                                       ": No such file or directory.");
}

TEST_P(SetupTest, never_follows_a_link_that_somebody_put_there) {
  const auto victim = data_folder_ / "victim";
  std::ofstream(victim) << "untouched";
  std::filesystem::create_symlink(victim, file());
  ASSERT_TRUE(setup_->prepare());
  std::string text;
  std::ifstream(victim) >> text;
  EXPECT_EQ(text, "untouched");
  EXPECT_FALSE(std::filesystem::is_symlink(file()));
}

TEST_P(SetupTest, names_the_field_that_is_wrong) {
  ASSERT_TRUE(setup_->prepare());
  const auto refused_field = [&](const std::string& from, const std::string& to) {
    std::string body =
        R"({"token":"x","organizationName":"A","name":"a","email":"a@b.jp",)"
        R"("password":"a long password","serviceName":"s","language":"ja","timeZone":"UTC"})";
    body.replace(body.find(from), from.size(), to);
    const Answer answer = call(Method::kPost, "/api/v1/setup", body);
    EXPECT_EQ(answer.status, 422) << body;
    return answer.field();
  };
  EXPECT_EQ(refused_field(R"("organizationName":"A")", R"("organizationName":"")"),
            "organizationName");
  EXPECT_EQ(refused_field("a@b.jp", "a@b"), "email");
  EXPECT_EQ(refused_field("a long password", "short"), "password");
  EXPECT_EQ(refused_field("UTC", "Mars/Base"), "timeZone");
  EXPECT_EQ(refused_field(R"("ja")", R"("de")"), "language");
  EXPECT_EQ(refused_field(R"("name":"a",)", ""), "name");
}

}  // namespace
}  // namespace madoguchi::features
