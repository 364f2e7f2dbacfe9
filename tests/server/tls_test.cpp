// TLS by a certificate of the test's own, with the deadlines that plain connections have.
#include <catch2/catch.hpp>

#include <memory>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "schema/files.h"
#include "tests/server/running_server.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

std::string pem_of(const std::function<int(BIO*)>& write) {
  const std::unique_ptr<BIO, decltype(&::BIO_free)> out(::BIO_new(::BIO_s_mem()), ::BIO_free);
  REQUIRE(write(out.get()) == 1);
  char* bytes = nullptr;
  const long size = ::BIO_get_mem_data(out.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

struct Identity {
  Identity() {
    const std::unique_ptr<EVP_PKEY, decltype(&::EVP_PKEY_free)> pair(::EVP_EC_gen("P-256"), ::EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&::X509_free)> made(::X509_new(), ::X509_free);
    ::ASN1_INTEGER_set(::X509_get_serialNumber(made.get()), 1);
    ::X509_gmtime_adj(::X509_getm_notBefore(made.get()), -60);
    ::X509_gmtime_adj(::X509_getm_notAfter(made.get()), 3600);
    ::X509_set_pubkey(made.get(), pair.get());
    X509_NAME* name = ::X509_get_subject_name(made.get());
    ::X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                                 0);
    ::X509_set_issuer_name(made.get(), name);
    REQUIRE(::X509_sign(made.get(), pair.get(), ::EVP_sha256()) > 0);
    write_file(certificate, pem_of([&](BIO* out) { return ::PEM_write_bio_X509(out, made.get()); }));
    write_file(key, pem_of([&](BIO* out) {
                 return ::PEM_write_bio_PrivateKey(out, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
               }));
  }
  TemporaryFolder folder;
  const std::filesystem::path certificate = folder / "cert.pem", key = folder / "key.pem";
};

class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port, int version = 0)
      : client_(port), context_(::SSL_CTX_new(::TLS_client_method())), ssl_(nullptr) {
    if (version != 0) {
      ::SSL_CTX_set_max_proto_version(context_, version);
      ::SSL_CTX_set_security_level(context_, 0);
    }
    ssl_ = ::SSL_new(context_);
    ::SSL_set_fd(ssl_, client_.socket());
    is_connected_ = ::SSL_connect(ssl_) == 1;
  }
  ~TlsClient() {
    ::SSL_free(ssl_);
    ::SSL_CTX_free(context_);
  }
  TlsClient(const TlsClient&) = delete;

  bool is_connected() const { return is_connected_; }
  std::string exchange(const std::string& bytes) const {
    if (!bytes.empty()) ::SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
    std::string all;
    char buffer[16384];
    for (int count; (count = ::SSL_read(ssl_, buffer, sizeof buffer)) > 0;)
      all.append(buffer, static_cast<std::size_t>(count));
    return all;
  }

 private:
  RawClient client_;
  SSL_CTX* context_;
  SSL* ssl_;
  bool is_connected_ = false;
};

const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

}  // namespace

TEST_CASE("replies come by TLS, small and large, one after the other") {
  const Identity identity;
  RunningServer server(
      [](const http::Request& asked) {
        return http::Response{.type = "text/plain",
                              .body = asked.path == "/big" ? std::string(3'000'000, 'x')
                                      : asked.is_secure    ? "secure\n"
                                                           : "plain\n"};
      },
      {}, std::make_shared<http::Tls>(identity.certificate, identity.key));
  CHECK(body_of(TlsClient(server.port()).exchange(request)) == "secure\n");
  const std::string kept = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  CHECK(statuses_of(TlsClient(server.port()).exchange(kept + kept + request)) == std::vector<int>{200, 200, 200});
  CHECK(body_of(TlsClient(server.port()).exchange("GET /big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            .size() == 3'000'000);
}

TEST_CASE("clients that are slow in the handshake or after it keep nobody waiting") {
  const Identity identity;
  http::Limits limits;
  limits.per_client = 300;
  limits.workers = 1;
  limits.head = std::chrono::milliseconds(2000);
  RunningServer server(say_ok, limits, std::make_shared<http::Tls>(identity.certificate, identity.key));
  std::vector<RawClient> slow;
  for (int i = 0; i < 60; ++i) {
    slow.emplace_back(server.port());
    if (i % 2) slow.back().send("\x16\x03\x01\x02");  // a handshake begins
  }
  const TlsClient dripping(server.port());
  CHECK(body_of(TlsClient(server.port()).exchange(request)) == "ok\n");
  CHECK(statuses_of(dripping.exchange("GET /")) == std::vector<int>{408});
  for (const RawClient& client : slow) CHECK(client.receive().empty());
}

TEST_CASE("what is no TLS, or an old one, is closed") {
  const Identity identity;
  RunningServer server(say_ok, {}, std::make_shared<http::Tls>(identity.certificate, identity.key));
  const RawClient plain(server.port());
  plain.send(request);
  CHECK(statuses_of(plain.receive()).empty());
  CHECK_FALSE(TlsClient(server.port(), TLS1_1_VERSION).is_connected());
  CHECK(TlsClient(server.port(), TLS1_2_VERSION).is_connected());
  CHECK(body_of(TlsClient(server.port()).exchange(request)) == "ok\n");
}

TEST_CASE("a certificate and a key that are none, or not of each other, are refused with the reason") {
  const Identity one, other;
  CHECK_THROWS_WITH(http::Tls(one.folder / "none", one.key), Catch::Contains("none is no certificate in PEM"));
  CHECK_THROWS_WITH(http::Tls(one.certificate, one.folder / "none"), Catch::Contains("none is no key in PEM"));
  CHECK_THROWS_WITH(http::Tls(one.certificate, one.certificate), Catch::Contains("is no key in PEM"));
  CHECK_THROWS_WITH(http::Tls(one.certificate, other.key), Catch::Contains("key"));
}
