#include "features/inbox/event_socket.h"

#include <atomic>

#include <spdlog/spdlog.h>

#include "base/json_reader.h"
#include "base/overloaded.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using base::Result;

/// A subscription names all services of an operator, who may be the admin of a large organization.
constexpr std::size_t kMaxServices = 500;
constexpr std::size_t kMaxContacts = 30;
constexpr std::uint16_t kNotUnderstood = 4400;
constexpr std::uint16_t kTryAgainLater = 1013;  ///< RFC 6455 registry "try again later"

enum class FrameType { kSubscribe, kTyping, kPhone };
constexpr base::EnumName<FrameType> kTypes[] = {{"subscribe", FrameType::kSubscribe},
                                                {"typing", FrameType::kTyping},
                                                {"phone", FrameType::kPhone}};
enum class ListBox { kWaiting, kTeam };
constexpr base::EnumName<ListBox> kListBoxes[] = {{"waiting", ListBox::kWaiting},
                                                  {"team", ListBox::kTeam}};
constexpr base::EnumName<bool> kTypingKinds[] = {{"reply", false}, {"note", true}};

std::optional<std::int64_t> read_since(JsonReader& body) {
  // A number of the desk, which JSON writes like a time.
  const auto since = body.nullable_time("since");
  return since ? std::optional(base::to_unix_ms(*since)) : std::nullopt;
}

ConsoleSubscription read_subscription(JsonReader& body) {
  ConsoleSubscription wanted;
  wanted.since = read_since(body);
  wanted.services = body.id_array<base::ServiceId>("services", kMaxServices);
  for (JsonReader& list : body.object_array("lists", kMaxServices)) {
    wanted.lists.push_back(list.id<base::ServiceId>("serviceId"));
    (void)list.enumeration<ListBox>("box", kListBoxes);
  }
  wanted.contacts = body.id_array<base::ContactId>("contacts", kMaxContacts);
  wanted.rosters = body.id_array<base::ServiceId>("rosters", kMaxServices);
  return wanted;
}

TypingFrame read_typing(JsonReader& body) {
  TypingFrame typing;
  typing.contact = body.id<base::ContactId>("contactId");
  typing.is_note = body.enumeration<bool>("kind", kTypingKinds);
  typing.is_typing = body.boolean("isTyping");
  return typing;
}

/// One console's socket. On its I/O thread.
class ConsoleListener final : public transport::SocketListener {
 public:
  ConsoleListener(ConsoleHub& hub, ConsoleId id, std::weak_ptr<transport::Socket> socket)
      : hub_(hub), id_(id), socket_(std::move(socket)) {}

  void on_text(std::string text) override {
    auto frame = read_console_frame(text);
    if (!frame) {
      if (const auto socket = socket_.lock()) socket->close(kNotUnderstood, "frame not understood");
      return;
    }
    if (take(*frame)) return;
    if (const auto socket = socket_.lock()) socket->close(kTryAgainLater, "the desk is full");
  }

  void on_closed() override { hub_.close(id_); }

 private:
  /// Typing may be lost. A subscription may not, nor who holds the phone: the client would not ask
  /// again on this socket.
  bool take(ConsoleFrame& frame) {
    return std::visit(
        base::Overloaded{
            [&](ConsoleSubscription& wanted) { return hub_.subscribe(id_, std::move(wanted)); },
            [&](const TypingFrame& typing) {
              hub_.typing(id_, typing.contact, typing.is_note, typing.is_typing);
              return true;
            },
            [&](const PhoneFrame& phone) { return hub_.hold_phone(id_, phone.holds); }},
        frame);
  }

  ConsoleHub& hub_;
  const ConsoleId id_;
  const std::weak_ptr<transport::Socket> socket_;
};

boost::asio::awaitable<Result<transport::OpenSocket>> accept(SignInService& sign_in,
                                                             ConsoleHub& hub,
                                                             transport::Request request) {
  static std::atomic<ConsoleId> next_id{1};
  const std::uint64_t rights_changes = hub.rights_changes();
  MDG_AWAIT(auto me, sign_in.authenticate(request));
  const ConsoleId id = next_id++;
  co_return transport::OpenSocket(
      [&hub, id, me = std::move(me), rights_changes](std::shared_ptr<transport::Socket> socket) {
        hub.open(id, me, rights_changes, socket);
        return std::make_shared<ConsoleListener>(hub, id, socket);
      });
}

}  // namespace

Result<ConsoleFrame> read_console_frame(std::string_view text) {
  MDG_ASSIGN(JsonReader body, JsonReader::parse(text));
  const auto type = body.enumeration<FrameType>("type", kTypes);
  ConsoleFrame frame;
  switch (type) {
    case FrameType::kSubscribe:
      frame = read_subscription(body);
      break;
    case FrameType::kTyping:
      frame = read_typing(body);
      break;
    case FrameType::kPhone:
      frame = PhoneFrame{body.boolean("holds")};
      break;
  }
  MDG_TRY(body.finish());
  return frame;
}

void add_event_socket(transport::Router& router, SignInService& sign_in, ConsoleHub& hub) {
  router.add_socket("/api/v1/events",
                    [&sign_in, &hub](transport::Request request) {
                      return accept(sign_in, hub, std::move(request));
                    },
                    {.max_frame_bytes = 64 * 1024, .max_queued_bytes = 4 * 1024 * 1024});
}

}  // namespace madoguchi::features
