#include "app/program.h"

#include <algorithm>
#include <thread>

#include <spdlog/spdlog.h>

#include "app/health.h"
#include "app/pages.h"
#include "app/trial.h"
#include "base/run_to_end.h"
#include "channels/web_call/sandbox_api.h"
#include "channels/web_call/web_call_api.h"
#include "channels/web_chat/visitor_socket.h"
#include "channels/web_chat/widget_api.h"
#include "features/audit/audit_api.h"
#include "features/caller_numbers/caller_numbers_api.h"
#include "features/calls/calls_api.h"
#include "features/calls/dial_api.h"
#include "features/chat_settings/chat_settings_api.h"
#include "features/customers/customers_api.h"
#include "features/desk_phones/desk_phones_api.h"
#include "features/files/files_api.h"
#include "features/inbox/event_socket.h"
#include "features/inbox/inbox_api.h"
#include "features/live/desk_loader.h"
#include "features/message_templates/message_templates_api.h"
#include "features/ng_words/ng_words_api.h"
#include "features/operators/operators_api.h"
#include "features/recordings/recordings_api.h"
#include "features/services/queues_api.h"
#include "features/services/services_api.h"
#include "features/setup/setup_api.h"
#include "features/sign_in/sign_in_api.h"
#include "features/trunks/trunks_api.h"
#include "features/work_reasons/work_reasons_api.h"
#include "transport/self_signed.h"

namespace madoguchi::app {
namespace {

using base::Status;

constexpr base::Minutes kHousekeepingEvery{60};
// A visitor may write 5 messages at once, then one a second.
constexpr base::RateLimit kMessageLimit{.burst = 5, .refill = base::Seconds(1)};
// Frames that are no messages, of all pages of a visitor; a page's first one counts 20.
constexpr base::RateLimit kFrameLimit{.burst = 200, .refill = base::Milliseconds(100)};
constexpr base::RateLimit kFloodLimit{.burst = 1, .refill = base::Minutes(1)};
constexpr base::RateLimit kVisitLimit{.burst = 30, .refill = base::Seconds(2)};
// From one address, behind which an office may be; what calls has to agree with a person first.
constexpr base::RateLimit kWebCallLimit{.burst = 10, .refill = base::Seconds(10)};
// Test calls of one operator.
constexpr base::RateLimit kEchoLimit{.burst = 5, .refill = base::Seconds(10)};
constexpr base::RateLimit kFileLimit{.burst = 20, .refill = base::Seconds(3)};
// Of all visitors of an address: 600 MiB at once, then at most 28 GiB a day, the time after which
// files go that no message has.
constexpr base::RateLimit kAddressFileLimit{.burst = 60, .refill = base::Seconds(30)};

std::string url_host(const std::string& address) {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

/// The listener binds addresses, not names; "localhost" stays a name that browsers may use.
std::string bound_address(const Endpoint& endpoint) {
  return endpoint.address == "localhost" ? "127.0.0.1" : endpoint.address;
}

std::vector<std::string> allowed_hosts(const Options& options) {
  const auto origin = read_origin(options.public_origin);
  if (!origin) return {};
  const std::string port = std::to_string(options.http.port);
  return {host_header(*origin), url_host(options.http.address) + ":" + port};
}

int io_threads(const Options& options) {
  if (options.threads > 0) return options.threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// Media threads get the cores that are left beside the others' work.
int media_threads() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

voice::TelephoneOptions telephone_options(const Options& options, const Endpoint& sip,
                                          const voice::PhoneDirectory& phones) {
  voice::TelephoneOptions telephone;
  telephone.phones = &phones;
  telephone.listen =
      voice::NetAddress::parse(bound_address(sip), sip.port).value_or(voice::NetAddress{});
  telephone.public_host = options.public_address;
  telephone.rtp_ports = options.rtp_ports;
  // Several trials on one machine must not get into each other's way.
  const bool is_trial = options.mode == Mode::kTrial;
  const int browsers = is_trial ? 0 : options.webrtc_port;
  telephone.browsers = telephone.listen.with_port(static_cast<std::uint16_t>(browsers));
  telephone.browser_hosts = options.webrtc_addresses;
  telephone.trunks = options.trunks;
  telephone.trunk_check.interval = base::Seconds(options.trunk_check);
  telephone.rtp_timeout = base::Seconds(options.rtp_timeout);
  telephone.media_threads = media_threads();
  return telephone;
}

/// What is typed into desk phones.
features::PhoneServer phone_server(const Options& options, const voice::NetAddress& listen) {
  return {options.public_address.empty() ? listen.host() : options.public_address, listen.port()};
}

base::Status make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (!error) return {};
  return base::fail(base::ErrorCode::kUnavailable,
                    "The folder " + folder.string() + " cannot be used: " + error.message() + ".");
}

/// With --tls-self-signed: the pair in the data folder, made when it is not there.
base::Status prepare_certificate(Options& options) {
  if (!options.tls_self_signed) return {};
  options.tls_certificate = options.data / transport::kCertificateFile;
  options.tls_key = options.data / transport::kKeyFile;
  std::error_code error;
  if (std::filesystem::exists(options.tls_certificate, error)) return {};
  std::vector<std::string> names{"localhost", options.http.address};
  if (const auto origin = read_origin(options.public_origin)) names.push_back(origin->host);
  return transport::make_self_signed_certificate(options.data, names);
}

}  // namespace

Program::Program(Options options, std::unique_ptr<storage::Database> database)
    : options_(std::move(options)),
      db_(std::move(database)),
      desk_(*db_, ids_, clock_, features::load_desk),
      consoles_(desk_, *db_),
      visitors_(desk_),
      feed_(desk_),
      sign_in_({*db_, clock_, ids_, random_, passwords_, audit_}),
      invitations_({*db_, clock_, audit_, sign_in_, random_}),
      operators_({*db_, clock_, ids_, random_, audit_, sign_in_, invitations_, operator_news_}),
      me_({*db_, audit_, sign_in_, operators_, services_directory_}),
      chat_settings_({*db_, audit_, services_directory_}),
      services_({*db_, clock_, ids_, random_, audit_, sign_in_, services_directory_}),
      queues_({*db_, ids_, audit_, services_directory_}),
      ng_words_(*db_, audit_),
      message_templates_({*db_, ids_, audit_}),
      work_reasons_({*db_, clock_, ids_, audit_}),
      setup_({*db_, clock_, ids_, random_, audit_, sign_in_, operators_, services_, work_reasons_,
              options_.data}),
      customers_(*db_, clock_, audit_, feed_),
      files_(*db_, workers_, ids_, clock_, options_.data / "files"),
      recordings_({*db_, clock_, audit_, workers_, recording_files_, options_.data / "recordings"}),
      visits_(*db_, desk_, ids_, random_, clock_),
      caller_numbers_({*db_, clock_, ids_, audit_}),
      calls_({*db_, desk_, ids_, clock_, services_directory_}),
      trunks_({*db_, ids_, audit_, services_directory_, calls_, caller_numbers_}),
      desk_phones_({*db_, clock_, random_, audit_, operators_, calls_}),
      web_calls_({*db_, desk_, calls_, ids_, clock_}),
      visitor_messages_(clock_, kMessageLimit),
      visitor_frames_(clock_, kFrameLimit),
      visitor_floods_(clock_, kFloodLimit),
      new_visits_(clock_, kVisitLimit),
      visitor_files_(clock_, kFileLimit),
      address_files_(clock_, kAddressFileLimit),
      new_web_calls_(clock_, kWebCallLimit),
      echoes_(clock_, kEchoLimit) {
  desk_.add_listener(consoles_);
  desk_.add_listener(visitors_);
  desk_.add_listener(web_calls_);
  desk_.set_call_control(calls_);
  operator_news_.add(feed_);
  operator_news_.add(consoles_);
  operator_news_.add(desk_phones_);
  sign_in_.on_sessions_ended([this](base::SessionId session) { consoles_.end_session(session); });
}

Program::~Program() { stop(); }

base::Result<std::unique_ptr<Program>> Program::open(Options options) {
  MDG_TRY(make_folder(options.data));
  MDG_TRY(prepare_certificate(options));
  static const base::SystemClock clock;
  storage::DatabaseOptions database;
  database.url = database_url(options);
  MDG_ASSIGN(auto db, storage::Database::open(database, clock));
  std::unique_ptr<Program> program(new Program(std::move(options), std::move(db)));
  MDG_TRY(program->load());
  return program;
}

Status Program::load() {
  MDG_ASSIGN(web_, load_web(options_));
  MDG_TRY(services_directory_.load_all(*db_));
  MDG_TRY(ng_words_.load_all());
  MDG_TRY(work_reasons_.load_all());
  MDG_TRY(desk_phones_.load_all());
  MDG_TRY(recordings_.start());
  MDG_ASSIGN(const auto secrets, base::SecretBox::open(options_.data / "secrets.key", random_));
  MDG_TRY(trunks_.load_all(secrets));
  return desk_.start();
}

Status Program::start() {
  if (options_.mode == Mode::kTrial) {
    MDG_TRY(prepare_trial());
  } else {
    MDG_ASSIGN(const auto token_file, setup_.prepare());
    if (token_file)
      spdlog::info("nobody can sign in yet: open /setup with the token in {}",
                   token_file->string());
  }
  add_routes();
  MDG_TRY(open_listener());
  if (options_.mode == Mode::kTrial) MDG_TRY(open_shop());
  MDG_TRY(open_telephone());
  if (options_.metrics) MDG_TRY(open_metrics());
  listener_->start();
  return {};
}

void Program::add_routes() {
  using namespace features;
  const SignInApiParts sign_in{sign_in_, invitations_, me_, desk_.states(),
                               options_.mode == Mode::kTrial};
  add_setup_routes(router_, setup_, sign_in);
  add_sign_in_routes(router_, sign_in);
  add_me_routes(router_, sign_in);
  add_operators_routes(router_, {sign_in_, operators_, desk_.states(), options_.public_origin});
  add_desk_phones_routes(router_, sign_in_, desk_phones_);
  add_services_routes(router_, sign_in_, services_);
  add_chat_settings_routes(router_, sign_in_, chat_settings_, services_directory_);
  add_ng_words_routes(router_, sign_in_, ng_words_);
  add_message_templates_routes(router_, sign_in_, message_templates_);
  add_queues_routes(router_, sign_in_, queues_);
  add_work_reasons_routes(router_, sign_in_, work_reasons_);
  add_audit_routes(router_, sign_in_, *db_);
  const InboxApiParts inbox{sign_in_, *db_, desk_, customers_, ng_words_, work_reasons_};
  add_inbox_routes(router_, inbox);
  add_conversation_routes(router_, inbox);
  add_own_state_routes(router_, inbox);
  add_calls_routes(router_, {sign_in_, *db_, desk_, calls_, clock_, echoes_});
  add_dial_routes(
      router_, {sign_in_, *db_, desk_, calls_, caller_numbers_, services_directory_, ids_, clock_});
  add_caller_numbers_routes(router_, sign_in_, caller_numbers_);
  add_customers_routes(router_, inbox);
  add_files_routes(router_, sign_in_, files_);
  add_trunks_routes(router_, sign_in_, trunks_, services_directory_);
  add_recordings_routes(router_, {sign_in_, recordings_, workers_});
  add_event_socket(router_, sign_in_, consoles_);
  channels::add_widget_routes(router_, {services_directory_, visits_, files_, desk_, calls_,
                                        new_visits_, visitor_files_, address_files_});
  channels::add_visitor_socket(router_, {services_directory_, visits_, visitors_, desk_, *db_, ids_,
                                         visitor_messages_, visitor_frames_, visitor_floods_});
  channels::add_web_call_routes(router_,
                                {services_directory_, visits_, web_calls_, new_web_calls_});
  channels::add_sandbox_routes(router_,
                               {sign_in_, calls_, web_calls_, new_web_calls_, sandbox_shop_});
  add_health_routes(router_, {*db_, desk_, nullptr, nullptr});
  router_.set_fallback(web_pages(web_, services_directory_, sandbox_shop_));
}

Status Program::open_listener() {
  transport::ListenerOptions options;
  options.address = bound_address(options_.http);
  options.port = options_.http.port;
  options.threads = io_threads(options_);
  options.tls_certificate_file = options_.tls_certificate.string();
  options.tls_key_file = options_.tls_key.string();
  options.allowed_hosts = allowed_hosts(options_);
  options.trusted_proxies = options_.trusted_proxies;
  MDG_ASSIGN(listener_, transport::Listener::open(options, router_));
  return {};
}

Status Program::open_shop() {
  const auto services = services_directory_.all();
  if (services.empty()) return base::fail(base::ErrorCode::kInternal, "The trial has no service.");
  shop_router_.set_fallback(shop_pages(web_, origin(), services.front()->service.key));
  transport::ListenerOptions options;
  options.address = bound_address(options_.shop);
  options.port = options_.shop.port;
  MDG_ASSIGN(shop_listener_, transport::Listener::open(options, shop_router_));
  shop_listener_->start();
  sandbox_shop_ = shop_origin();
  return allow_shop(*services.front(), shop_origin(), chat_settings_);
}

Status Program::open_metrics() {
  add_metrics_route(metrics_router_, {*db_, desk_, telephone_.get(), &recordings_}, *listener_);
  transport::ListenerOptions options;
  options.address = bound_address(*options_.metrics);
  options.port = options_.metrics->port;
  MDG_ASSIGN(metrics_listener_, transport::Listener::open(options, metrics_router_));
  metrics_listener_->start();
  return {};
}

/// Numbers that lead in from a trunk are registered as caller numbers; an admin approves them.
Status Program::register_caller_numbers() {
  std::vector<features::ConfiguredNumber> numbers;
  for (const features::CallRoute& route : options_.numbers) {
    const auto entry = services_directory_.find_by_key(route.service_key);
    if (entry) numbers.push_back({entry->service.id, route.number, entry->service.name});
  }
  using State = features::CallerNumberState;
  return caller_numbers_.register_configured(
      numbers, options_.mode == Mode::kTrial ? State::kApproved : State::kRequested);
}

/// Without --sip there is no telephone, except in a trial.
Status Program::open_telephone() {
  const bool is_trial = options_.mode == Mode::kTrial;
  if (is_trial) add_trial_numbers(*services_directory_.all().front(), options_);
  calls_.set_routes(options_.numbers);
  calls_.set_recorder(recordings_);
  calls_.set_phones(desk_phones_);
  if (options_.sip) {
    MDG_ASSIGN(telephone_,
               voice::Telephone::open(telephone_options(options_, *options_.sip, desk_phones_),
                                      calls_, ids_, clock_));
  } else if (is_trial) {
    constexpr std::uint16_t kSipPort = 5060;
    MDG_TRY(
        open_trial_telephone(telephone_options(options_, {"127.0.0.1", kSipPort}, desk_phones_)));
  }
  if (telephone_) desk_phones_.set_server(phone_server(options_, telephone_->local()));
  calls_.start(telephone_.get());
  start_trunks();
  return register_caller_numbers();
}

void Program::start_trunks() {
  features::TrunksService::Fixed fixed{options_.trunks, {}};
  for (const features::CallRoute& number : options_.numbers) {
    fixed.numbers.push_back({number.number, number.service_key, number.queue});
  }
  trunks_.start(std::move(fixed), telephone_.get());
}

/// The usual port, where softphones look; any other when it is taken; none when that fails too: a
/// trial of the chat must not end because of it.
Status Program::open_trial_telephone(voice::TelephoneOptions options) {
  auto opened = voice::Telephone::open(options, calls_, ids_, clock_);
  if (!opened && opened.error().code == base::ErrorCode::kAlreadyExists) {
    options.listen.set_port(0);
    opened = voice::Telephone::open(options, calls_, ids_, clock_);
  }
  if (opened) {
    telephone_ = *std::move(opened);
  } else {
    spdlog::warn("there is no telephone: {}", opened.error().detail);
  }
  return {};
}

std::string Program::telephone_address() const {
  return telephone_ ? telephone_->local().text() : std::string();
}

Status Program::prepare_trial() {
  return make_trial({*db_, setup_, services_directory_, chat_settings_, operators_, ng_words_,
                     message_templates_, passwords_, random_, options_.data});
}

std::string Program::origin() const {
  if (!options_.public_origin.empty()) return options_.public_origin;
  const std::string scheme = options_.tls_key.empty() ? "http://" : "https://";
  return scheme + url_host(options_.http.address) + ":" + std::to_string(listener_->port());
}

std::string Program::shop_origin() const {
  if (!shop_listener_) return {};
  return "http://" + url_host(options_.shop.address) + ":" + std::to_string(shop_listener_->port());
}

void Program::keep_house() {
  recordings_.keep_house();
  if (clock_.now() - house_kept_at_ < kHousekeepingEvery) return;
  house_kept_at_ = clock_.now();
  if (const auto status = base::run_to_end(sign_in_.remove_old_sessions()); !status) {
    spdlog::warn("old sessions could not be removed: {}", status.error().detail);
  }
  if (const auto status = base::run_to_end(files_.keep_house()); !status) {
    spdlog::warn("files that no message has could not be removed: {}", status.error().detail);
  }
}

void Program::stop() {
  for (auto* listener : {&listener_, &shop_listener_, &metrics_listener_}) {
    if (*listener) (*listener)->stop();
  }
  if (telephone_) {
    telephone_->stop();
    calls_.stop();
  }
  recordings_.stop();
  desk_.stop();
  // Results are posted to the listeners' loops, which end with them: nothing may be under way then.
  passwords_.stop();
  workers_.stop();
  db_->stop();
}

}  // namespace madoguchi::app
