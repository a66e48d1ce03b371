#include "app/doctor/trunk_answers.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <future>

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include "app/doctor/sockets.h"
#include "base/ascii.h"
#include "base/random.h"
#include "base/secret.h"

namespace madoguchi::app::doctor {
namespace {

using std::chrono::milliseconds;

constexpr std::uint16_t kStandardPort = 5060;
constexpr std::size_t kLongestResponse = 4096;
/// Datagrams are sent again after these waits (timer E, RFC 3261 section 17.1.2.2).
constexpr std::array kWaits{milliseconds(500), milliseconds(1'000), milliseconds(2'000),
                            milliseconds(4'000)};
constexpr milliseconds kTcpPatience{8'000};

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The value of the first Via, in its long or its short form.
std::string_view first_via(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    const std::string_view line = text.substr(0, end);
    const auto colon = line.find(':');
    const std::string name = base::lower_ascii(without_blanks(line.substr(0, colon)));
    if (colon != std::string_view::npos && (name == "via" || name == "v")) {
      return without_blanks(line.substr(colon + 1));
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 2);
  }
  return {};
}

/// What was sent by strangers goes to a terminal: hosts and ports have no other characters.
std::string host_text(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::string shown(text.substr(0, kLongest));
  for (char& c : shown) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                          std::string_view(".:[]-_").find(c) != std::string_view::npos;
    if (!is_plain) c = '?';
  }
  return shown;
}

std::string parameter_of(std::string_view via, std::string_view name) {
  for (auto at = via.find(';'); at != std::string_view::npos; at = via.find(';', at + 1)) {
    std::string_view part = via.substr(at + 1);
    part = part.substr(0, part.find_first_of(";,"));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    if (!base::equals_ignoring_case(without_blanks(part.substr(0, equals)), name)) continue;
    return host_text(without_blanks(part.substr(equals + 1)));
  }
  return {};
}

struct Question {
  std::string text;
  std::string sent_by;
};

Question make_question(const voice::NetAddress& local, const voice::NetAddress& peer, bool is_tcp) {
  base::SystemRandom random;
  const std::string id = base::random_name(random, 16);
  const std::string sent_by = local.text();
  return {fmt::format("OPTIONS sip:{0} SIP/2.0\r\n"
                      "Via: SIP/2.0/{1} {2};branch=z9hG4bK{3};rport\r\nMax-Forwards: 70\r\n"
                      "From: <sip:madoguchi@{2}>;tag={3}\r\nTo: <sip:{0}>\r\nCall-ID: {3}\r\n"
                      "CSeq: 1 OPTIONS\r\nContact: <sip:madoguchi@{2}>\r\n"
                      "Accept: application/sdp\r\nContent-Length: 0\r\n\r\n",
                      peer.text(), is_tcp ? "TCP" : "UDP", sent_by, id),
          sent_by};
}

voice::NetAddress local_of(int socket) {
  sockaddr_storage storage{};
  socklen_t size = sizeof(storage);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&storage), &size);
  return voice::NetAddress::of(storage);
}

bool waits(int socket, milliseconds time) {
  pollfd waiting{socket, POLLIN, 0};
  return ::poll(&waiting, 1, static_cast<int>(time.count())) > 0;
}

/// Empty at the end of a connection, or with errno.
std::string receive_some(int socket) {
  std::string buffer(kLongestResponse, '\0');
  errno = ECONNRESET;
  const ssize_t size = ::recv(socket, buffer.data(), buffer.size(), 0);
  buffer.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  return buffer;
}

bool is_provisional(const std::string& text) {
  constexpr int kFirstFinal = 200;
  const auto answer = read_options_answer(text);
  return answer && answer->status < kFirstFinal;
}

/// A stream may bring several responses at once; a provisional one to OPTIONS has no body.
void drop_provisional(std::string& text) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  for (auto end = text.find(kEnd); end != std::string::npos && is_provisional(text);
       end = text.find(kEnd)) {
    text.erase(0, end + kEnd.size());
  }
}

/// The first final response within that time; errno tells why there is none.
std::string receive_final(int socket, milliseconds patience) {
  using std::chrono::steady_clock;
  const auto until = steady_clock::now() + patience;
  std::string text;
  do {
    const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
    errno = ETIMEDOUT;
    if (left <= milliseconds(0) || !waits(socket, left)) return {};
    const std::string more = receive_some(socket);
    if (more.empty()) return {};
    text += more;
    drop_provisional(text);
  } while (text.empty() || is_provisional(text));
  return text;
}

std::string ask_by_udp(int socket, const std::string& question) {
  for (const milliseconds wait : kWaits) {
    if (::send(socket, question.data(), question.size(), MSG_NOSIGNAL) < 0) return {};
    std::string answer = receive_final(socket, wait);
    if (!answer.empty() || errno != ETIMEDOUT) return answer;
  }
  return {};
}

std::string ask_by_tcp(int socket, const std::string& question) {
  if (::send(socket, question.data(), question.size(), MSG_NOSIGNAL) < 0) return {};
  return receive_final(socket, kTcpPatience);
}

Finding no_answer(const std::string& trunk, const std::string& where, int error) {
  const std::string text = fmt::format("The trunk {} at {} ", trunk, where);
  switch (error) {
    case ECONNREFUSED:
      return fault(text + "has nothing that listens at this port.",
                   "Check the port, and whether it is UDP or TCP.");
    case EHOSTUNREACH:
    case ENETUNREACH:
      return fault(text + "cannot be reached.", "Check the address, the routes and the VPN.");
    case ECONNRESET:
      return fault(text + "closed the connection.", "Ask whether it knows this machine's address.");
    default:
      return fault(text + "does not answer.",
                   "A firewall may drop packets; some companies never answer OPTIONS.");
  }
}

Finding ask_one(const voice::NetAddress& local, const voice::Trunk& trunk,
                const std::string& public_host) {
  voice::NetAddress peer = trunk.hosts.front();
  if (peer.port() == 0) peer.set_port(kStandardPort);
  const Socket socket(peer, trunk.is_tcp ? SOCK_STREAM : SOCK_DGRAM, kTcpPatience);
  const voice::NetAddress from = local.with_port(0);
  const bool has_way = (from.family() != peer.family() || from.is_any() ||
                        ::bind(socket.fd(), from.get(), from.size()) == 0) &&
                       ::connect(socket.fd(), peer.get(), peer.size()) == 0;
  if (!has_way) return no_answer(trunk.name, peer.text(), errno);
  const Question question = make_question(local_of(socket.fd()), peer, trunk.is_tcp);
  const std::string text = trunk.is_tcp ? ask_by_tcp(socket.fd(), question.text)
                                        : ask_by_udp(socket.fd(), question.text);
  if (text.empty()) return no_answer(trunk.name, peer.text(), errno);
  const auto answer = read_options_answer(text);
  if (!answer) {
    return fault(
        fmt::format("What is at {} of the trunk {} does not speak SIP.", peer.text(), trunk.name),
        "Check address and port.");
  }
  return judge_answer(trunk.name, *answer, question.sent_by, public_host);
}

}  // namespace

std::optional<OptionsAnswer> read_options_answer(std::string_view text) {
  constexpr std::string_view kVersion = "SIP/2.0 ";
  if (!text.starts_with(kVersion) || text.size() < kVersion.size() + 3) return std::nullopt;
  OptionsAnswer answer;
  const char* digits = text.data() + kVersion.size();
  const auto [end, error] = std::from_chars(digits, digits + 3, answer.status);
  if (error != std::errc{} || end != digits + 3 || answer.status < 100) return std::nullopt;
  const std::string_view via = first_via(text);
  const auto blank = via.find_first_of(" \t");
  if (blank == std::string_view::npos) return answer;
  const std::string_view rest = without_blanks(via.substr(blank));
  answer.sent_by = host_text(without_blanks(rest.substr(0, rest.find_first_of(";,"))));
  answer.received = parameter_of(via, "received");
  return answer;
}

Finding judge_answer(const std::string& trunk, const OptionsAnswer& answer,
                     const std::string& sent_by, const std::string& public_host) {
  const std::string begin = fmt::format("The trunk {} answers ({})", trunk, answer.status);
  if (answer.sent_by != sent_by) {
    return warning(
        fmt::format("{}, but our Via {} came back as {}.", begin, sent_by, answer.sent_by),
        "A router on the way changes SIP: switch its SIP ALG off.");
  }
  const std::string own = sent_by.substr(0, sent_by.rfind(':'));
  const bool is_seen_elsewhere =
      !answer.received.empty() && answer.received != own && answer.received != public_host;
  if (is_seen_elsewhere) {
    return warning(fmt::format("{}, and sees this machine at {}.", begin, answer.received),
                   fmt::format("A NAT is on the way: say --public-address {}.", answer.received));
  }
  constexpr int kForbidden = 403;
  constexpr int kServerFailure = 500;
  constexpr int kNotImplemented = 501;
  const bool takes_no_calls =
      answer.status == kForbidden ||
      (answer.status >= kServerFailure && answer.status != kNotImplemented && answer.status < 600);
  if (!takes_no_calls) return well(begin + ".");
  return fault(begin + " that it takes no calls.",
               "Ask the company whether it knows this machine's address.");
}

Findings ask_trunks(const Options& options, const std::vector<voice::Trunk>& trunks) {
  if (trunks.empty()) {
    return {warning("There is no trunk, so nobody can call.",
                    "Add one on the page of trunks, or with --trunk.")};
  }
  const auto local = numeric(*options.sip);
  if (!local) return {fault("SIP needs an IP address.", "")};
  std::vector<std::future<Finding>> asked;
  for (const voice::Trunk& trunk : trunks) {
    asked.push_back(std::async(std::launch::async,
                               [&] { return ask_one(*local, trunk, options.public_address); }));
  }
  Findings findings;
  for (auto& answer : asked) findings.push_back(answer.get());
  return findings;
}

}  // namespace madoguchi::app::doctor
