#!/usr/bin/env python3
"""Computes the golden vectors beside this file with Python's cryptography package, which shares no code with Carnet.

Run in this folder; needs cryptography 44 or later (for Argon2id). The output must not change: a difference is a new format.
"""
import hashlib
import hmac
import json
import struct
from base64 import b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def expand(prk, info, length):
    out, block, counter = b"", b"", 1
    while len(out) < length:
        block = mac(prk, block, info, bytes([counter]))
        out += block
        counter += 1
    return out[:length]


def hkdf(salt, key, info, length=32):
    return expand(mac(salt, key), info, length)


def entropy(start, count):
    return bytes((start + i) & 255 for i in range(count))


def plain_file(size):
    return bytes((7 * i + i // 251) & 255 for i in range(size))


def raw(public):
    return public.public_bytes_raw()


def member(seed):
    signing = Ed25519PrivateKey.from_private_bytes(hkdf(b"", seed, b"carnet/member-signing-key/1"))
    sealing = X25519PrivateKey.from_private_bytes(hkdf(b"", seed, b"carnet/member-sealing-key/1"))
    return raw(signing.public_key()), sealing, hkdf(b"", seed, b"carnet/member-dedup-key/1")


def hash_id(seed, file, generation):
    public, sealing, dedup = member(seed)
    salt = mac(dedup, struct.pack(">Q", generation), sha(file))
    return {
        "seed": seed.hex(),
        "file": file.hex(),
        "generation": generation,
        "signingPublicKey": public.hex(),
        "sealingPublicKey": raw(sealing.public_key()).hex(),
        "dedupKey": dedup.hex(),
        "salt": salt.hex(),
        "hashId": sha(public, salt, sha(file)).hex(),
    }


def key_file(kind, seed, passphrase, memory, passes, lanes, start):
    salt = entropy(start, 16) if passphrase else bytes(16)
    header = b"CARNETKF" + bytes([1, kind, 1 if passphrase else 0, lanes]) + struct.pack(">II", memory, passes) + salt
    body = seed
    if passphrase:
        key = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(passphrase.encode())
        body = ChaCha20Poly1305(key).encrypt(bytes(12), seed, header)
    file = header + body + sha(header, body)[:16]
    return {
        "kind": {1: "MEMBER", 2: "NODE"}[kind], "seed": seed.hex(), "passphrase": passphrase, "memoryKib": memory,
        "passes": passes, "lanes": lanes, "entropyStart": start, "file": file.hex(),
    }


def sec_file(file_key, size):
    file = plain_file(size)
    nonce = mac(file_key, b"carnet/payload-nonce/1", sha(file))[:16]
    aead = ChaCha20Poly1305(hkdf(nonce, file_key, b"payload"))
    chunks = [file[i:i + 65536] for i in range(0, size, 65536)] or [b""]
    cipher = nonce
    for i, chunk in enumerate(chunks):
        cipher += aead.encrypt(struct.pack(">3xQB", i, i == len(chunks) - 1), chunk, None)
    return {
        "fileKey": file_key.hex(), "sizeBytes": size, "plainSha256": sha(file).hex(), "payloadNonce": nonce.hex(),
        "cipherBytes": len(cipher), "cipherSha256": sha(cipher).hex(),
    }


def b64(data):
    return b64encode(data).decode().rstrip("=")


def age_header(file_key, recipient, start):
    ephemeral = X25519PrivateKey.from_private_bytes(entropy(start, 32))
    share = raw(ephemeral.public_key())
    key = hkdf(share + raw(recipient), ephemeral.exchange(recipient), b"age-encryption.org/v1/X25519")
    body = ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)
    text = f"age-encryption.org/v1\n-> X25519 {b64(share)}\n{b64(body)}\n---"
    return text + " " + b64(mac(hkdf(b"", file_key, b"header"), text.encode())) + "\n"


def labeled(suite, salt, label, key):
    return mac(salt, b"HPKE-v1", suite, label, key)


def labeled_expand(suite, prk, label, info, length):
    return expand(prk, struct.pack(">H", length) + b"HPKE-v1" + suite + label + info, length)


def hpke_seal(recipient, info, aad, plain, seed):
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x03"
    ephemeral = X25519PrivateKey.from_private_bytes(
        labeled_expand(kem, labeled(kem, b"", b"dkp_prk", seed), b"sk", b"", 32))
    share = raw(ephemeral.public_key())
    prk = labeled(kem, b"", b"eae_prk", ephemeral.exchange(recipient))
    shared = labeled_expand(kem, prk, b"shared_secret", share + raw(recipient), 32)
    context = b"\x00" + labeled(suite, b"", b"psk_id_hash", b"") + labeled(suite, b"", b"info_hash", info)
    secret = labeled(suite, shared, b"secret", b"")
    key = labeled_expand(suite, secret, b"key", context, 32)
    nonce = labeled_expand(suite, secret, b"base_nonce", context, 12)
    return share + ChaCha20Poly1305(key).encrypt(nonce, plain, aad)


def key_box(seed, file_key, file, name, media_type, start):
    public, sealing, dedup = member(seed)
    salt = mac(dedup, struct.pack(">Q", 0), sha(file))
    identifier = sha(public, salt, sha(file))
    plain = json.dumps({
        "fileKey": file_key.hex(), "salt": salt.hex(), "sizeBytes": len(file), "name": name, "mediaType": media_type,
        "sha256": sha(file).hex(),
    }, separators=(",", ":"), ensure_ascii=False).encode()
    slot = hpke_seal(sealing.public_key(), b"carnet/owner-slot/1", identifier + public, plain, entropy(start, 32))
    return {
        "seed": seed.hex(), "fileKey": file_key.hex(), "file": file.hex(), "name": name, "mediaType": media_type,
        "entropyStart": start, "hashId": identifier.hex(),
        "keyBox": (bytes([1, 1, 1]) + struct.pack(">H", len(slot)) + slot).hex(),
    }


def write(name, cases):
    with open(name, "w", encoding="utf-8") as out:
        json.dump(cases, out, indent=1, ensure_ascii=False)
        out.write("\n")


def main():
    seeds = [bytes(range(32)), bytes(range(200, 232))]
    write("hash-id.json", [
        hash_id(seeds[0], b"", 0),
        hash_id(seeds[0], b"invoice 4711", 0),
        hash_id(seeds[0], b"invoice 4711", 1),
        hash_id(seeds[1], b"invoice 4711", 258),
    ])
    write("key-file.json", [
        key_file(1, seeds[0], "correct horse battery staple", 64, 3, 1, 16),
        key_file(2, seeds[1], "pässwörd", 256, 1, 4, 128),
        key_file(2, seeds[1], "", 0, 0, 0, 0),
    ])
    file_key = bytes(range(100, 116))
    write("sec-file.json", [sec_file(file_key, size) for size in (0, 1, 65535, 65536, 65537, 200000)])
    recipient = member(seeds[0])[1].public_key()
    write("age-header.json", [
        {"seed": seeds[0].hex(), "fileKey": file_key.hex(), "entropyStart": 50, "header": age_header(file_key, recipient, 50)},
    ])
    write("key-box.json", [
        key_box(seeds[0], file_key, b"invoice 4711", "Rechnung 4711 – März.pdf", "application/pdf", 33),
    ])


main()
