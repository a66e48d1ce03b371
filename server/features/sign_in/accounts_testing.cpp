#include "features/sign_in/accounts_testing.h"

#include <cstdlib>
#include <stdexcept>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "features/audit/audit_api.h"
#include "features/chat_settings/chat_settings_api.h"
#include "features/message_templates/message_templates_api.h"
#include "features/ng_words/ng_words_api.h"
#include "features/operators/operators_api.h"
#include "features/services/queues_api.h"
#include "features/services/services_api.h"
#include "features/setup/setup_api.h"
#include "features/sign_in/sign_in_api.h"
#include "features/work_reasons/work_reasons_api.h"
#include "transport/problem.h"

namespace madoguchi::features {
namespace {

/// Tests go on with the value; without one there is nothing to test.
template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

std::filesystem::path make_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "madoguchi-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
  return name;
}

}  // namespace

std::string Answer::text(std::string_view key) const {
  if (!json.is_object()) return "";
  const auto* value =
      json.as_object().if_contains(boost::json::string_view(key.data(), key.size()));
  return value != nullptr && value->is_string() ? std::string(value->as_string().c_str()) : "";
}

std::string Answer::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return "";
}

std::optional<std::string> Answer::session_token() const {
  const std::string cookie = header("Set-Cookie");
  const std::string start = std::string(kSessionCookie) + "=";
  if (!cookie.starts_with(start)) return {};
  return cookie.substr(start.size(), cookie.find(';') - start.size());
}

AccountsTest::AccountsTest() : data_folder_(make_folder()) {
  auto opened = storage::Database::open({.url = fresh_.url()}, clock_);
  database_ = must(std::move(opened));
  make_services();
  add_routes();
}

AccountsTest::~AccountsTest() {
  database_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(data_folder_, ignored);
}

void AccountsTest::make_services() {
  storage::Database& db = *database_;
  sign_in_ = std::make_unique<SignInService>(
      SignInService::Parts{db, clock_, ids_, random_, passwords_, audit_});
  invitations_ = std::make_unique<InvitationsService>(
      InvitationsService::Parts{db, clock_, audit_, *sign_in_, random_});
  operators_ = std::make_unique<OperatorsService>(
      OperatorsService::Parts{db, clock_, ids_, random_, audit_, *sign_in_, *invitations_, desk_});
  directory_ = std::make_unique<ServiceDirectory>(desk_);
  chat_settings_ =
      std::make_unique<ChatSettingsService>(ChatSettingsService::Parts{db, audit_, *directory_});
  services_ = std::make_unique<ServicesService>(
      ServicesService::Parts{db, clock_, ids_, random_, audit_, *sign_in_, *directory_});
  queues_ =
      std::make_unique<QueuesService>(QueuesService::Parts{*database_, ids_, audit_, *directory_});
  ng_words_ = std::make_unique<NgWordsService>(db, audit_);
  message_templates_ =
      std::make_unique<MessageTemplatesService>(MessageTemplatesService::Parts{db, ids_, audit_});
  work_reasons_ =
      std::make_unique<WorkReasonsService>(WorkReasonsService::Parts{db, clock_, ids_, audit_});
  setup_ = std::make_unique<SetupService>(SetupService::Parts{db, clock_, ids_, random_, audit_,
                                                              *sign_in_, *operators_, *services_,
                                                              *work_reasons_, data_folder_});
  me_ = std::make_unique<MeService>(
      MeService::Parts{db, audit_, *sign_in_, *operators_, *directory_});
}

void AccountsTest::add_routes() {
  const SignInApiParts sign_in{*sign_in_, *invitations_, *me_, desk_, false};
  add_sign_in_routes(router_, sign_in);
  add_me_routes(router_, sign_in);
  add_setup_routes(router_, *setup_, sign_in);
  add_operators_routes(router_, {*sign_in_, *operators_, desk_, "https://desk.example"});
  add_services_routes(router_, *sign_in_, *services_);
  add_chat_settings_routes(router_, *sign_in_, *chat_settings_, *directory_);
  add_queues_routes(router_, *sign_in_, *queues_);
  add_ng_words_routes(router_, *sign_in_, *ng_words_);
  add_message_templates_routes(router_, *sign_in_, *message_templates_);
  add_work_reasons_routes(router_, *sign_in_, *work_reasons_);
  add_audit_routes(router_, *sign_in_, *database_);
}

Founded AccountsTest::found() {
  return must(setup_->found_now({.organization_name = "こよみ舎",
                                 .name = "佐藤 花子",
                                 .email = "admin@example.jp",
                                 .password = kPassword,
                                 .service_name = "こよみ舎",
                                 .language = base::Language::kJapanese,
                                 .time_zone = "Asia/Tokyo"}));
}

base::ServiceId AccountsTest::add_service(const std::string& name) {
  const auto service = must(database_->write_now([&](storage::Connection& db) {
    return services_->create_in(db, {{}, "test", ""},
                                {name, base::Language::kKorean, "Asia/Seoul"});
  }));
  must(services_->announce_now(service.id));
  return service.id;
}

base::OperatorId AccountsTest::add_operator(const std::string& email,
                                            std::vector<ServiceRight> rights,
                                            bool is_organization_admin) {
  const std::string hash = must(passwords_.hash_now(kPassword));
  const NewOperator fresh{email.substr(0, email.find('@')), email, is_organization_admin, 4,
                          std::move(rights)};
  const auto id = must(database_->write_now([&](storage::Connection& db) {
    return operators_->add_in(db, {{}, "test", ""}, fresh, hash);
  }));
  must(operators_->announce_now(id));
  return id;
}

std::string AccountsTest::sign_in_as(base::OperatorId id) {
  const auto started = must(database_->write_now([&](storage::Connection& db) {
    return sign_in_->start_session(db, id, {peer_, "test browser"});
  }));
  sign_in_->sessions_ended(started.ended);
  return started.token;
}

Answer AccountsTest::call(transport::Method method, const std::string& path,
                          const std::string& body, const std::string& token,
                          const std::string& query) {
  transport::Request request{.method = method,
                             .path = path,
                             .query = query,
                             .body = body,
                             .peer = peer_,
                             .is_secure = is_secure_,
                             .id = "request-1"};
  request.headers.emplace_back("user-agent", "test browser");
  if (!token.empty()) {
    request.headers.emplace_back("cookie", std::string(kSessionCookie) + "=" + token);
  }
  auto match = router_.find(method, path, false);
  auto result = match ? base::Result<transport::Response>{}
                      : base::Result<transport::Response>(base::fail(match.error()));
  if (match) {
    request.path_parameters = match->path_parameters;
    result = run_to_end((*match->handler)(request));
  }
  const auto response =
      result ? *std::move(result) : transport::problem_response(result.error(), request.id);
  Answer answer{response.status, nullptr, response.headers};
  if (!response.body.empty()) answer.json = boost::json::parse(response.body);
  return answer;
}

std::vector<std::string> AccountsTest::audited_actions() {
  static constexpr storage::Sql kActions{"test.actions",
                                         "SELECT action FROM audit_log ORDER BY id"};
  std::vector<std::string> actions;
  for (auto& [action] : must(database_->read_now(
           [](storage::Connection& db) { return db.rows<std::string>(kActions); }))) {
    actions.push_back(std::move(action));
  }
  return actions;
}

std::int64_t AccountsTest::count_rows(const std::string& table) {
  const std::string text = "SELECT COUNT(*) FROM " + table;
  const std::string name = "test.count_" + table;
  const auto row = must(database_->read_now([&](storage::Connection& db) {
    return db.row<std::int64_t>(storage::Sql{name, text});
  }));
  return std::get<0>(*row);
}

}  // namespace madoguchi::features
