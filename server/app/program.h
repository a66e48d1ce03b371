#pragma once

#include <memory>
#include <string>

#include "app/operator_news.h"
#include "app/options.h"
#include "base/id_source.h"
#include "base/random.h"
#include "base/rate_limiter.h"
#include "base/worker_pool.h"
#include "channels/web_call/web_calls.h"
#include "channels/web_chat/visitor_hub.h"
#include "channels/web_chat/visits_service.h"
#include "features/audit/audit_log.h"
#include "features/caller_numbers/caller_numbers_service.h"
#include "features/calls/calls_service.h"
#include "features/chat_settings/chat_settings_service.h"
#include "features/customers/customers_service.h"
#include "features/desk_phones/desk_phones_service.h"
#include "features/files/files_service.h"
#include "features/live/console_hub.h"
#include "features/live/desk_feed.h"
#include "features/live/live_desk.h"
#include "features/message_templates/message_templates_service.h"
#include "features/ng_words/ng_words_service.h"
#include "features/operators/operators_service.h"
#include "features/recordings/recordings_service.h"
#include "features/services/queues_service.h"
#include "features/services/service_directory.h"
#include "features/services/services_service.h"
#include "features/setup/setup_service.h"
#include "features/sign_in/invitations_service.h"
#include "features/sign_in/me_service.h"
#include "features/sign_in/sign_in_service.h"
#include "features/trunks/trunks_service.h"
#include "features/work_reasons/work_reasons_service.h"
#include "storage/database.h"
#include "transport/assets.h"
#include "transport/listener.h"
#include "transport/router.h"
#include "voice/telephone.h"

namespace madoguchi::app {

/// Everything that runs, wired together: the only place that knows all parts. Members are made in
/// the order in which they need each other, and end in the opposite one.
class Program {
 public:
  /// Opens the database and loads what is kept in memory. Errors are sentences for the person who
  /// starts the program.
  [[nodiscard]] static base::Result<std::unique_ptr<Program>> open(Options options);
  ~Program();

  /// Starts the desk and the listeners.
  [[nodiscard]] base::Status start();
  /// Ends accepting, finishes what runs, closes the database.
  void stop();

  /// "http://127.0.0.1:8080": where this program can be reached, with the port that was bound.
  [[nodiscard]] std::string origin() const;
  [[nodiscard]] std::string shop_origin() const;
  /// "127.0.0.1:5060": where the telephone listens; empty when there is none.
  [[nodiscard]] std::string telephone_address() const;
  [[nodiscard]] const Options& options() const { return options_; }
  /// What the main listener answers; complete after start().
  [[nodiscard]] const transport::Router& router() const { return router_; }
  /// What has to be done now and then; called once a minute.
  void keep_house();

 private:
  explicit Program(Options options, std::unique_ptr<storage::Database> database);

  [[nodiscard]] base::Status load();
  void add_routes();
  [[nodiscard]] base::Status open_listener();
  [[nodiscard]] base::Status open_shop();
  [[nodiscard]] base::Status open_metrics();
  [[nodiscard]] base::Status register_caller_numbers();
  [[nodiscard]] base::Status open_telephone();
  void start_trunks();
  [[nodiscard]] base::Status open_trial_telephone(voice::TelephoneOptions options);
  [[nodiscard]] base::Status prepare_trial();

  Options options_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  base::IdSource ids_{clock_};
  std::unique_ptr<storage::Database> db_;
  base::WorkerPool workers_{2, 256};

  features::LiveDesk desk_;
  features::ConsoleHub consoles_;
  channels::VisitorHub visitors_;
  features::DeskFeed feed_;
  OperatorNews operator_news_;

  features::AuditLog audit_{clock_, ids_};
  features::PasswordPool passwords_;
  features::SignInService sign_in_;
  features::ServiceDirectory services_directory_{feed_};
  features::InvitationsService invitations_;
  features::OperatorsService operators_;
  features::MeService me_;
  features::ChatSettingsService chat_settings_;
  features::ServicesService services_;
  features::QueuesService queues_;
  features::NgWordsService ng_words_;
  features::MessageTemplatesService message_templates_;
  features::WorkReasonsService work_reasons_;
  features::SetupService setup_;
  features::CustomersService customers_;
  features::FilesService files_;
  voice::DiskRecordingFiles recording_files_;
  features::RecordingsService recordings_;
  channels::VisitsService visits_;
  features::CallerNumbersService caller_numbers_;
  features::CallsService calls_;
  features::TrunksService trunks_;
  features::DeskPhonesService desk_phones_;
  channels::WebCalls web_calls_;
  base::RateLimiter visitor_messages_;
  base::RateLimiter visitor_frames_;
  base::RateLimiter visitor_floods_;
  base::RateLimiter new_visits_;
  base::RateLimiter visitor_files_;
  base::RateLimiter address_files_;
  base::RateLimiter new_web_calls_;
  base::RateLimiter echoes_;
  std::string sandbox_shop_;  ///< where the customer's telephone of a trial shows the shop

  std::shared_ptr<const transport::AssetStore> web_;
  transport::Router router_;
  transport::Router shop_router_;
  transport::Router metrics_router_;
  std::unique_ptr<transport::Listener> listener_;
  std::unique_ptr<transport::Listener> shop_listener_;
  std::unique_ptr<transport::Listener> metrics_listener_;
  std::unique_ptr<voice::Telephone> telephone_;
  base::Time house_kept_at_;
};

}  // namespace madoguchi::app
