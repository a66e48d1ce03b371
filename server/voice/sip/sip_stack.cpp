#include "voice/sip/sip_stack.h"

#include <array>
#include <cstring>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "voice/media/udp_socket.h"
#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

constexpr std::uint32_t kTableSize = 4096;  ///< of transactions and sessions, a power of two
/// A stranger is answered once in so long, and at most so many strangers are remembered.
constexpr base::RateLimit kOnceAnHour{.burst = 1, .refill = base::Minutes(60), .max_keys = 100'000};

base::Status unavailable(const std::string& what, int error) {
  const auto code =
      error == EADDRINUSE ? base::ErrorCode::kAlreadyExists : base::ErrorCode::kUnavailable;
  return base::fail(code, what + ": " + std::strerror(error) + ".");
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

SipStack::SipStack(TrunkBook& trunks, DeskPhones* phones, InviteTaker& invites,
                   const base::Clock& clock)
    : trunks_(trunks),
      phones_(phones),
      invites_(invites),
      heard_(clock, kOnceAnHour),
      told_(clock, kOnceAnHour) {}

base::Status SipStack::open(const NetAddress& listen) {
  MDG_TRY(open_stack());
  return open_transports(listen);
}

base::Status SipStack::open_stack() {
  names_ = make_name_client();
  sip* stack = nullptr;
  int error = sip_alloc(&stack, names_.get(), kTableSize, kTableSize, kTableSize, nullptr, nullptr,
                        nullptr);
  if (error != 0) return unavailable("The SIP stack", error);
  stack_.reset(stack);
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

base::Status SipStack::open_transports(const NetAddress& listen) {
  MDG_TRY(require_free_port(listen));
  const GatedSockets gated(*this);
  sa address = to_libre(listen);
  int error = sip_transp_add(stack_.get(), SIP_TRANSP_TCP, &address);
  if (error != 0) return unavailable("SIP over TCP at " + listen.text(), error);
  local_ = listen;
  if (local_.port() == 0) {
    sip_transp_laddr(stack_.get(), &address, SIP_TRANSP_TCP, &address);
    local_ = from_libre(address);
    MDG_TRY(require_free_port(local_));
  }
  address = to_libre(local_);
  error = sip_transp_add(stack_.get(), SIP_TRANSP_UDP, &address);
  if (error != 0) return unavailable("SIP over UDP at " + local_.text(), error);
  return {};
}

void SipStack::close() {
  sessions_.reset();
  listener_.reset();
  if (stack_) sip_close(stack_.get(), true);
  stack_.reset();
  names_.reset();
}

// --- who is heard ---

/// Also one that was removed, while calls of it go on.
bool SipStack::is_trunk(const NetAddress& source) {
  return trunks_.at(source) != nullptr || trunks_.is_leaving(source);
}

bool SipStack::admits(const NetAddress& source) {
  if (is_trunk(source)) return true;
  ++strangers_;
  return heard_.take(source.host()).has_value();
}

bool SipStack::admits_datagram(const NetAddress& source, std::string_view datagram) {
  return (phones_ && phones_->admits(source, datagram)) || admits(source);
}

bool SipStack::admits_connection(const NetAddress& source) {
  return (phones_ && !is_trunk(source) && phones_->admits_connection(source)) || admits(source);
}

void SipStack::on_accepted(int descriptor, const NetAddress& source) {
  if (phones_ && !is_trunk(source)) phones_->on_accepted(descriptor, source);
}

// --- requests ---

// Called by libre, which is C: nothing may be thrown through it.

bool SipStack::on_request(const sip_msg* request, void* self) try {
  return static_cast<SipStack*>(self)->check_request(*request);
} catch (const std::exception& error) {
  spdlog::error("a SIP request failed: {}", error.what());
  return true;
}

/// True: it ends here; false: libre's sessions take it.
bool SipStack::check_request(const sip_msg& request) {
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
    ++malformed_;
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
void SipStack::refuse_stranger(const sip_msg& request, const NetAddress& source) {
  const auto fault = find_fault(request);
  if ((fault && fault->is_silent) || !told_.take(source.host())) return;
  sip_reply(stack_.get(), &request, 403, "Forbidden");
}

void SipStack::refuse_request(const sip_msg& request, const SipRefusal& refusal) {
  if (refusal.is_silent) return;
  const std::string_view extension =
      refusal.status == 420 ? view_of(sip_msg_hdr(&request, SIP_HDR_REQUIRE)->val) : "";
  std::string headers;
  if (refusal.status == 405) headers = allow_line();
  if (refusal.status == 415) headers = "Accept: application/sdp\r\n";
  if (refusal.status == 420) headers = fmt::format("Unsupported: {}\r\n", extension);
  headers += "Content-Length: 0\r\n\r\n";
  sip_treplyf(nullptr, nullptr, stack_.get(), &request, false, refusal.status, refusal.reason, "%b",
              headers.data(), headers.size());
}

/// Trunks ask in this way whether we are there (RFC 3261 section 11.2).
void SipStack::answer_options(const sip_msg& request) {
  sip_treplyf(nullptr, nullptr, stack_.get(), &request, false, 200, "OK",
              "%sAccept: application/sdp\r\nContent-Length: 0\r\n\r\n", allow_line().c_str());
}

void SipStack::on_invite(const sip_msg* invite, void* self) try {
  const auto& stack = *static_cast<SipStack*>(self);
  if (const auto refusal = stack.invites_.take_invite(*invite)) {
    const char* headers = refusal->status == 503 ? "Retry-After: 5\r\n" : "";
    sip_treplyf(nullptr, nullptr, stack.stack_.get(), invite, false, refusal->status,
                refusal->reason, "%sContent-Length: 0\r\n\r\n", headers);
  }
} catch (const std::exception& error) {
  spdlog::error("an INVITE failed: {}", error.what());
}

}  // namespace madoguchi::voice
