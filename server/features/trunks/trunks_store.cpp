#include "features/trunks/trunks_store.h"

#include <sstream>
#include <utility>

namespace madoguchi::features::trunks_store {
namespace {

using storage::Connection;
using storage::Sql;
using Text = std::string;

constexpr Sql kAllTrunks{
    "trunks.all",
    "SELECT id, name, addresses, port, is_tcp, registers, user_name, password_sealed, "
    "asserts_identity, is_asked FROM trunks ORDER BY name"};

constexpr Sql kSaveTrunk{
    "trunks.save",
    "INSERT INTO trunks (id, name, addresses, port, is_tcp, registers, user_name, password_sealed, "
    "asserts_identity, is_asked) VALUES (:id, :name, :addresses, :port, :is_tcp, :registers, "
    ":user, "
    ":password, :asserts_identity, :is_asked) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
    "addresses = excluded.addresses, port = excluded.port, is_tcp = excluded.is_tcp, "
    "registers = excluded.registers, user_name = excluded.user_name, "
    "password_sealed = excluded.password_sealed, asserts_identity = excluded.asserts_identity, "
    "is_asked = excluded.is_asked"};

constexpr Sql kRemoveTrunk{"trunks.remove", "DELETE FROM trunks WHERE id = :id"};

constexpr Sql kAllNumbers{
    "phone_numbers.all",
    "SELECT id, number, service_id, queue_id FROM phone_numbers ORDER BY number_key"};

constexpr Sql kSaveNumber{
    "phone_numbers.save",
    "INSERT INTO phone_numbers (id, number, number_key, service_id, queue_id) VALUES (:id, "
    ":number, "
    ":key, :service, :queue) ON CONFLICT (id) DO UPDATE SET number = excluded.number, "
    "number_key = excluded.number_key, service_id = excluded.service_id, "
    "queue_id = excluded.queue_id"};

constexpr Sql kRemoveNumber{"phone_numbers.remove", "DELETE FROM phone_numbers WHERE id = :id"};

std::vector<voice::NetAddress> hosts_of(const Text& addresses, int port) {
  std::vector<voice::NetAddress> hosts;
  std::istringstream words(addresses);
  for (Text word; words >> word;) {
    if (auto host = voice::NetAddress::parse(word, static_cast<std::uint16_t>(port))) {
      hosts.push_back(*host);
    }
  }
  return hosts;
}

Text addresses_of(const voice::Trunk& trunk) {
  Text addresses;
  for (const voice::NetAddress& host : trunk.hosts) {
    addresses += (addresses.empty() ? "" : " ") + host.host();
  }
  return addresses;
}

}  // namespace

base::Result<std::vector<StoredTrunk>> all_trunks(Connection& db) {
  MDG_ASSIGN(auto rows,
             (db.rows<TrunkId, Text, Text, int, bool, bool, Text, Text, bool, bool>(kAllTrunks)));
  std::vector<StoredTrunk> trunks;
  for (auto& [id, name, addresses, port, is_tcp, registers, user, password, asserts, is_asked] :
       rows) {
    StoredTrunk stored{id, {}, std::move(password)};
    stored.trunk = {
        std::move(name), hosts_of(addresses, port), is_tcp, std::move(user), {}, registers, asserts,
        is_asked};
    trunks.push_back(std::move(stored));
  }
  return trunks;
}

base::Status save(Connection& db, const StoredTrunk& stored) {
  const voice::Trunk& trunk = stored.trunk;
  MDG_TRY(db.execute(kSaveTrunk, stored.id, trunk.name, addresses_of(trunk),
                     int{trunk.hosts.front().port()}, trunk.is_tcp, trunk.registers, trunk.user,
                     stored.sealed_password, trunk.asserts_identity, trunk.is_asked));
  return {};
}

base::Status remove(Connection& db, TrunkId id) {
  MDG_TRY(db.execute(kRemoveTrunk, id));
  return {};
}

base::Result<std::vector<PhoneNumber>> all_numbers(Connection& db) {
  MDG_ASSIGN(
      auto rows,
      (db.rows<PhoneNumberId, Text, base::ServiceId, std::optional<base::QueueId>>(kAllNumbers)));
  std::vector<PhoneNumber> numbers;
  for (auto& [id, number, service, queue] : rows) {
    numbers.push_back({id, std::move(number), service, queue});
  }
  return numbers;
}

base::Status save(Connection& db, const PhoneNumber& number, const Text& key) {
  MDG_TRY(db.execute(kSaveNumber, number.id, number.number, key, number.service, number.queue));
  return {};
}

base::Status remove(Connection& db, PhoneNumberId id) {
  MDG_TRY(db.execute(kRemoveNumber, id));
  return {};
}

}  // namespace madoguchi::features::trunks_store
