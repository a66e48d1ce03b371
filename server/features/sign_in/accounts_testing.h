#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include "base/id_source.h"
#include "base/run_to_end.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_random.h"
#include "fakes/fresh_database.h"
#include "features/audit/audit_log.h"
#include "features/chat_settings/chat_settings_service.h"
#include "features/message_templates/message_templates_service.h"
#include "features/ng_words/ng_words_service.h"
#include "features/operators/live_states.h"
#include "features/operators/operators_service.h"
#include "features/services/queues_service.h"
#include "features/services/service_directory.h"
#include "features/services/services_service.h"
#include "features/setup/setup_service.h"
#include "features/sign_in/invitations_service.h"
#include "features/sign_in/me_service.h"
#include "features/sign_in/sign_in_service.h"
#include "features/work_reasons/work_reasons_service.h"
#include "storage/database.h"
#include "transport/router.h"

namespace madoguchi::features {

using base::run_to_end;

/// A desk that only remembers what it was told.
class RecordingDesk final : public OperatorsListener, public ServicesListener, public LiveStates {
 public:
  void operator_changed(const OperatorForDesk& changed) override { operators.push_back(changed); }
  void service_changed(const ServiceForDesk& changed) override { services.push_back(changed); }
  [[nodiscard]] boost::json::object operator_state(base::OperatorId) const override {
    return {{"state", "offline"}};
  }

  std::vector<OperatorForDesk> operators;
  std::vector<ServiceForDesk> services;
};

/// What a route answered.
struct Answer {
  int status = 0;
  boost::json::value json;  ///< null when there is no body
  std::vector<std::pair<std::string, std::string>> headers;

  /// "" when it was no problem.
  [[nodiscard]] std::string code() const { return text("code"); }
  [[nodiscard]] std::string field() const { return text("field"); }
  [[nodiscard]] std::string text(std::string_view key) const;
  /// The value of the session cookie that was set; nothing when none was.
  [[nodiscard]] std::optional<std::string> session_token() const;
  [[nodiscard]] std::string header(std::string_view name) const;
};

/// The accounts of one installation with every route of theirs, on one database: the parameter.
class AccountsTest : public ::testing::TestWithParam<storage::Dialect> {
 protected:
  static constexpr const char* kPassword = "a long password";

  AccountsTest();
  ~AccountsTest() override;

  /// Founds the organization: admin@example.jp is its admin, こよみ舎 the first service.
  Founded found();
  /// A further service, with its desk and caches told.
  base::ServiceId add_service(const std::string& name);
  /// An operator with kPassword.
  base::OperatorId add_operator(const std::string& email, std::vector<ServiceRight> rights,
                                bool is_organization_admin = false);
  /// A session of an operator: the token.
  std::string sign_in_as(base::OperatorId id);

  /// Calls a route as a browser with this session would. `query` is without "?".
  Answer call(transport::Method method, const std::string& path, const std::string& body = "",
              const std::string& token = "", const std::string& query = "");
  Answer get(const std::string& path, const std::string& token, const std::string& query = "") {
    return call(transport::Method::kGet, path, "", token, query);
  }

  /// The actions of the whole audit log, oldest first.
  std::vector<std::string> audited_actions();
  std::int64_t count_rows(const std::string& table);

  fakes::FakeClock clock_;
  fakes::FakeRandom random_;
  base::IdSource ids_{clock_};
  fakes::FreshDatabase fresh_{GetParam()};
  std::filesystem::path data_folder_;
  std::unique_ptr<storage::Database> database_;
  AuditLog audit_{clock_, ids_};
  RecordingDesk desk_;
  PasswordPool passwords_{{.threads = 1, .cost = base::kSmallestPasswordCost}};
  std::unique_ptr<SignInService> sign_in_;
  std::unique_ptr<InvitationsService> invitations_;
  std::unique_ptr<OperatorsService> operators_;
  std::unique_ptr<ServiceDirectory> directory_;
  std::unique_ptr<ChatSettingsService> chat_settings_;
  std::unique_ptr<ServicesService> services_;
  std::unique_ptr<QueuesService> queues_;
  std::unique_ptr<NgWordsService> ng_words_;
  std::unique_ptr<MessageTemplatesService> message_templates_;
  std::unique_ptr<WorkReasonsService> work_reasons_;
  std::unique_ptr<SetupService> setup_;
  std::unique_ptr<MeService> me_;
  transport::Router router_;
  std::string peer_ = "192.0.2.1";
  bool is_secure_ = false;

 private:
  void make_services();
  void add_routes();
};

}  // namespace madoguchi::features
