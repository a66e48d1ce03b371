#include "voice/call/telephone_endpoint.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "voice/call/web_call.h"
#include "voice/media/echo_audio.h"
#include "voice/media/hold_music.h"
#include "voice/media/ring_back.h"
#include "voice/sip/caller_number.h"
#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

using base::ErrorCode;

constexpr std::uint32_t kTableSize = 4096;  ///< of transactions and sessions, a power of two
/// A stranger is answered once in so long, and at most so many strangers are remembered.
constexpr base::RateLimit kOnceAnHour{.burst = 1, .refill = base::Minutes(60), .max_keys = 100'000};

base::Status unavailable(const std::string& what, int error) {
  const auto code = error == EADDRINUSE ? ErrorCode::kAlreadyExists : ErrorCode::kUnavailable;
  return base::fail(code, what + ": " + std::strerror(error) + ".");
}

/// Under which addresses browsers reach us.
std::vector<std::string> browser_hosts(const TelephoneOptions& options,
                                       const std::string& public_host) {
  return options.browser_hosts.empty() ? std::vector{public_host} : options.browser_hosts;
}

/// Servers of names as the system has them; without any, names in Contact and Route do not resolve.
RePtr<dnsc> make_name_client() {
  std::array<sa, 4> servers{};
  auto count = static_cast<std::uint32_t>(servers.size());
  std::array<char, 256> domain{};
  if (dns_srv_get(domain.data(), domain.size(), servers.data(), &count) != 0) count = 0;
  if (count == 0) {
    sa_set_str(&servers[0], "127.0.0.1", 53);
    count = 1;
  }
  dnsc* client = nullptr;
  if (dnsc_alloc(&client, nullptr, servers.data(), count) != 0) return nullptr;
  return RePtr<dnsc>(client);
}

/// libre lets two programs bind one UDP port, each of which would get some of the datagrams.
base::Status require_free_port(const NetAddress& address) {
  if (auto probe = UdpSocket::bind(address); !probe) return base::fail(std::move(probe).error());
  return {};
}

}  // namespace

base::Result<std::unique_ptr<Telephone>> Telephone::open(TelephoneOptions options,
                                                         CallHandler& handler, base::IdSource& ids,
                                                         const base::Clock& clock) {
  auto endpoint = std::make_unique<TelephoneEndpoint>(std::move(options), handler, ids, clock);
  MDG_TRY(endpoint->start());
  return endpoint;
}

TelephoneEndpoint::TelephoneEndpoint(TelephoneOptions options, CallHandler& handler,
                                     base::IdSource& ids, const base::Clock& clock)
    : options_(std::move(options)),
      handler_(handler),
      ids_(ids),
      public_host_(options_.public_host.empty() ? options_.listen.host() : options_.public_host),
      ports_(options_.listen.with_port(0), options_.rtp_ports),
      strangers_(clock, kOnceAnHour),
      refusals_(clock, kOnceAnHour),
      trunk_states_(clock),
      calls_(thread_, handler) {
  if (options_.phones == nullptr) return;
  PhonePresence& presence = *this;
  phones_ = std::make_unique<DeskPhones>(*options_.phones, presence, clock, random_);
}

TelephoneEndpoint::~TelephoneEndpoint() { stop(); }

base::Status TelephoneEndpoint::start() {
  for (const Trunk& trunk : options_.trunks) MDG_TRY(check_trunk(trunk));
  if (ports_.pairs() == 0) return base::fail(ErrorCode::kInvalidInput, "No pair of RTP ports.");
  hold_music_ = std::make_shared<const Sound>(compose_hold_music());
  ring_back_ = std::make_shared<const Sound>(compose_ring_back());
  MDG_ASSIGN(browsers_, BrowserGateway::open(browser_hosts(options_, public_host_)));
  MDG_TRY(media_.open(options_.media_threads, options_.browsers.is_set()
                                                  ? options_.browsers
                                                  : options_.listen.with_port(0)));
  return thread_.start(
      {[this] { return open(); }, [this] { return close(); }, [this] { clear(); }});
}

base::Status TelephoneEndpoint::open() {
  MDG_TRY(open_stack());
  MDG_TRY(open_transports());
  means_.emplace(CallMeans{sip_.get(), sessions_.get(), ports_, random_, public_host_, local_,
                           options_.rtp_timeout});
  if (phones_) phones_->open(*sip_, means_->contact(false));
  watch_.emplace(*means_, trunk_states_, handler_, options_.trunk_check);
  use_trunks(options_.trunks);
  return {};
}

base::Status TelephoneEndpoint::open_stack() {
  names_ = make_name_client();
  sip* stack = nullptr;
  int error = sip_alloc(&stack, names_.get(), kTableSize, kTableSize, kTableSize, nullptr, nullptr,
                        nullptr);
  if (error != 0) return unavailable("The SIP stack", error);
  sip_.reset(stack);
  // Behind libre's own transactions, before its sessions: incomplete requests match no transaction.
  sip_lsnr* listener = nullptr;
  error = sip_listen(&listener, stack, true, on_request, this);
  if (error != 0) return unavailable("The SIP stack", error);
  listener_.reset(listener);
  sipsess_sock* sessions = nullptr;
  error = sipsess_listen(&sessions, stack, kTableSize, on_invite, this);
  if (error != 0) return unavailable("The SIP stack", error);
  sessions_.reset(sessions);
  return {};
}

base::Status TelephoneEndpoint::open_transports() {
  MDG_TRY(require_free_port(options_.listen));
  const GatedSockets gated(*this);
  sa address = to_libre(options_.listen);
  int error = sip_transp_add(sip_.get(), SIP_TRANSP_TCP, &address);
  if (error != 0) return unavailable("SIP over TCP at " + options_.listen.text(), error);
  local_ = options_.listen;
  if (local_.port() == 0) {
    sip_transp_laddr(sip_.get(), &address, SIP_TRANSP_TCP, &address);
    local_ = from_libre(address);
    MDG_TRY(require_free_port(local_));
  }
  address = to_libre(local_);
  error = sip_transp_add(sip_.get(), SIP_TRANSP_UDP, &address);
  if (error != 0) return unavailable("SIP over UDP at " + local_.text(), error);
  return {};
}

/// The calls end with BYE and registrations are taken back, for which the loop goes on a little.
bool TelephoneEndpoint::close() {
  const bool has_calls = calls_.size() > 0;
  calls_.clear();
  const bool has_registrations = watch_->clear();
  return has_calls || has_registrations;
}

void TelephoneEndpoint::clear() {
  calls_.clear();
  watch_.reset();
  if (phones_) phones_->close();
  sessions_.reset();
  listener_.reset();
  if (sip_) sip_close(sip_.get(), true);
  sip_.reset();
  names_.reset();
}

void TelephoneEndpoint::stop() {
  thread_.stop();
  media_.stop();
}

TelephoneCounts TelephoneEndpoint::counts() const {
  return {calls_.count(),      calls_.begun(),        counters_.refused,    counters_.strangers,
          counters_.malformed, calls_.rtp_received(), calls_.rtp_refused(), media_.late_ticks()};
}

// --- requests ---

// Called by libre, which is C: nothing may be thrown through it.

bool TelephoneEndpoint::on_request(const sip_msg* request, void* self) try {
  return static_cast<TelephoneEndpoint*>(self)->check_request(*request);
} catch (const std::exception& error) {
  spdlog::error("a SIP request failed: {}", error.what());
  return true;
}

/// True: it ends here; false: libre's sessions take it.
bool TelephoneEndpoint::check_request(const sip_msg& request) {
  const NetAddress source = from_libre(request.src);
  const bool is_from_trunk = is_trunk(source);
  // A phone may stand on the host of a trunk; the rest of what comes from there is the trunk's.
  const bool may_be_phone = phones_ && (!is_from_trunk || view_of(request.met) == "REGISTER");
  const auto as_phone = may_be_phone ? phones_->take(request) : PhoneRequest::kStranger;
  if (as_phone != PhoneRequest::kStranger) return as_phone == PhoneRequest::kTaken;
  if (!is_from_trunk) {
    refuse_stranger(request, source);
    return true;
  }
  if (const auto fault = find_fault(request)) {
    ++counters_.malformed;
    refuse_request(request, *fault);
    return true;
  }
  if (trunks_.at(source) == nullptr && view_of(request.to.tag).empty()) {
    refuse_stranger(request, source);
    return true;
  }
  if (view_of(request.met) != "OPTIONS") return false;
  answer_options(request);
  return true;
}

/// The same for everybody and for every request, without a word about what is here; then silence.
void TelephoneEndpoint::refuse_stranger(const sip_msg& request, const NetAddress& source) {
  const auto fault = find_fault(request);
  if ((fault && fault->is_silent) || !refusals_.take(source.host())) return;
  sip_reply(sip_.get(), &request, 403, "Forbidden");
}

void TelephoneEndpoint::refuse_request(const sip_msg& request, const SipRefusal& refusal) {
  if (refusal.is_silent) return;
  const std::string_view extension =
      refusal.status == 420 ? view_of(sip_msg_hdr(&request, SIP_HDR_REQUIRE)->val) : "";
  std::string headers;
  if (refusal.status == 405) headers = allow_line();
  if (refusal.status == 415) headers = "Accept: application/sdp\r\n";
  if (refusal.status == 420) headers = fmt::format("Unsupported: {}\r\n", extension);
  headers += "Content-Length: 0\r\n\r\n";
  sip_treplyf(nullptr, nullptr, sip_.get(), &request, false, refusal.status, refusal.reason, "%b",
              headers.data(), headers.size());
}

/// Trunks ask in this way whether we are there (RFC 3261 section 11.2).
void TelephoneEndpoint::answer_options(const sip_msg& request) {
  sip_treplyf(nullptr, nullptr, sip_.get(), &request, false, 200, "OK",
              "%sAccept: application/sdp\r\nContent-Length: 0\r\n\r\n", allow_line().c_str());
}

// --- calls ---

void TelephoneEndpoint::on_invite(const sip_msg* invite, void* self) try {
  auto& endpoint = *static_cast<TelephoneEndpoint*>(self);
  if (const auto refusal = endpoint.take_invite(*invite)) {
    ++endpoint.counters_.refused;
    const char* headers = refusal->status == 503 ? "Retry-After: 5\r\n" : "";
    sip_treplyf(nullptr, nullptr, endpoint.sip_.get(), invite, false, refusal->status,
                refusal->reason, "%sContent-Length: 0\r\n\r\n", headers);
  }
} catch (const std::exception& error) {
  spdlog::error("an INVITE failed: {}", error.what());
}

std::optional<SipRefusal> TelephoneEndpoint::take_invite(const sip_msg& invite) {
  // Phones do not get here.
  const std::string trunk = trunks_.at(from_libre(invite.src))->name;
  IncomingCall about{ids_.next<CallId>(), trunk, caller_of(invite), called_of(invite)};
  if (about.to.empty() || !handler_.knows_number(about.to)) return SipRefusal{404, "Not Found"};
  const SipRefusal busy{503, "Service Unavailable"};
  if (calls_.size() >= options_.max_calls) return busy;
  auto parts = parts_of(invite, about.id);
  if (!parts) {
    const ErrorCode code = parts.error().code;
    if (code == ErrorCode::kConflict) return SipRefusal{488, "Not Acceptable Here"};
    return code == ErrorCode::kInvalidInput ? SipRefusal{400, "Bad Session Description"} : busy;
  }
  SipCallListener& listener = *this;
  auto call = std::make_unique<SipCall>(*std::move(parts), listener);
  const auto patience_ms = static_cast<std::uint64_t>(options_.patience.count());
  if (!call->ring(sessions_.get(), invite, patience_ms)) return busy;
  call->set_trunk_call(trunk_states_.begin_call(trunk));
  calls_.add(std::move(call));
  handler_.on_call(about);
  return std::nullopt;
}

base::Result<SipCallParts> TelephoneEndpoint::parts_of(const sip_msg& invite, CallId id) {
  MDG_ASSIGN(LocalLeg made, means_->make_leg());
  OfferAnswer descriptions(std::move(made.local));
  const std::string_view body = body_of(invite);
  if (!body.empty()) MDG_TRY(descriptions.take(body));
  MDG_ASSIGN(auto media, CallMedia::open(id, media_.next(), made.leg, calls_));
  return SipCallParts{id,
                      from_libre(invite.src),
                      std::move(descriptions),
                      means_->contact(invite.tp == SIP_TRANSP_TCP),
                      std::move(media),
                      std::move(made.leg)};
}

void TelephoneEndpoint::on_over(SipCall& call, CallEnd end) {
  if (end == CallEnd::kNotTaken) ++counters_.refused;
  calls_.end(call.id(), end);
}

// --- what is asked of calls, on every thread ---

void TelephoneEndpoint::with_call(CallId call, std::function<void(TelephoneCall&)> action) {
  calls_.do_with(call, [action = std::move(action)](TelephoneCall* found) {
    if (found != nullptr) action(*found);
  });
}

void TelephoneEndpoint::answer(CallId call) {
  with_call(call, [this](TelephoneCall& found) { found.answer(hold_music_); });
}

void TelephoneEndpoint::refuse(CallId call, CallRefusal why) {
  with_call(call, [this, why](TelephoneCall& found) {
    ++counters_.refused;
    found.refuse(why);
    calls_.forget(found.id());
  });
}

void TelephoneEndpoint::hang_up(CallId call) {
  with_call(call, [this](TelephoneCall& found) { calls_.forget(found.id()); });
}

void TelephoneEndpoint::park(CallId call) {
  with_call(call, [](TelephoneCall& found) {
    found.set_phone(nullptr);
    found.media().park();
  });
}

void TelephoneEndpoint::set_held(CallId call, bool is_held) {
  with_call(call, [is_held](TelephoneCall& found) { found.media().set_held(is_held); });
}

void TelephoneEndpoint::send_keys(CallId call, std::string keys) {
  with_call(call,
            [keys = std::move(keys)](TelephoneCall& found) { found.media().send_keys(keys); });
}

void TelephoneEndpoint::tap(CallId call, std::shared_ptr<AudioTap> tap) {
  with_call(call, [tap = std::move(tap)](TelephoneCall& found) { found.media().tap(tap); });
}

void TelephoneEndpoint::connect_browser(CallId call, std::string offer, DescriptionReply reply) {
  auto theirs = read_browser_offer(offer);
  if (!theirs) return reply(base::fail(std::move(theirs).error()));
  calls_.do_with(
      call, [this, theirs = *std::move(theirs), reply = std::move(reply)](TelephoneCall* found) {
        if (found == nullptr) return reply(base::fail(ErrorCode::kNotFound, "the call is over"));
        auto end = browsers_->prepare(theirs, found->media().browsers(), found->codec());
        if (!end) return reply(base::fail(std::move(end).error()));
        if (found->media().connect_operator(*std::move(end), reply)) found->set_phone(nullptr);
      });
}

void TelephoneEndpoint::open_web_call(CallId call, std::string offer, DescriptionReply reply) {
  auto theirs = read_browser_offer(offer);
  if (!theirs) return reply(base::fail(std::move(theirs).error()));
  const bool is_taken = thread_.post([this, call, theirs = *std::move(theirs), reply] {
    auto begun = begin_web_call(call, theirs, reply);
    if (!begun) reply(base::fail(std::move(begun).error()));
  });
  if (!is_taken) reply(base::fail(ErrorCode::kTryLater, "the telephone has too much to do"));
}

/// Replies when it succeeds, once the browser is waited for.
base::Status TelephoneEndpoint::begin_web_call(CallId call, const BrowserOffer& offer,
                                               const DescriptionReply& reply) {
  if (calls_.contains(call)) return base::fail(ErrorCode::kConflict, "there is such a call");
  if (calls_.size() >= options_.max_calls) {
    return base::fail(ErrorCode::kTryLater, "there are too many calls");
  }
  MediaLane& lane = media_.next();
  MDG_ASSIGN(auto end, browsers_->prepare(offer, lane.browsers));
  MDG_ASSIGN(auto media, CallMedia::open(call, lane, end.leg, calls_));
  const bool is_taken = media->post([leg = end.leg, answer = std::move(end.answer), reply] {
    leg->open();
    reply(answer);
  });
  if (!is_taken) return base::fail(ErrorCode::kTryLater, "the telephone ends");
  calls_.add(std::make_unique<WebCall>(call, end.codec, std::move(media)));
  return {};
}

void TelephoneEndpoint::open_echo(std::string offer, DescriptionReply reply) {
  auto theirs = read_browser_offer(offer);
  if (!theirs) return reply(base::fail(std::move(theirs).error()));
  const bool is_taken = thread_.post([this, theirs = *std::move(theirs), reply] {
    auto begun = begin_echo(theirs, reply);
    if (!begun) reply(base::fail(std::move(begun).error()));
  });
  if (!is_taken) reply(base::fail(ErrorCode::kTryLater, "the telephone has too much to do"));
}

/// Replies when it succeeds. The echo ends by itself, at the latest with its thread.
base::Status TelephoneEndpoint::begin_echo(const BrowserOffer& offer,
                                           const DescriptionReply& reply) {
  if (echoes_.use_count() > kMaxEchoes) {
    return base::fail(ErrorCode::kTryLater, "others try their devices just now");
  }
  MediaLane& lane = media_.next();
  MediaThread& thread = *lane.thread;
  MDG_ASSIGN(auto end, browsers_->prepare(offer, lane.browsers));
  auto retire = [&thread, place = echoes_](std::shared_ptr<MediaTenant> tenant) {
    thread.remove(std::move(tenant));
  };
  auto echo =
      std::make_shared<EchoAudio>(end.leg, std::chrono::steady_clock::now(), std::move(retire));
  const bool is_taken =
      thread.add(end.leg) && thread.add(echo) &&
      thread.post_always([echo, leg = end.leg, answer = std::move(end.answer), reply] {
        leg->open();
        reply(answer);
      });
  if (is_taken) return {};
  thread.remove(end.leg);
  return base::fail(ErrorCode::kTryLater, "the media thread is full");
}

}  // namespace madoguchi::voice
