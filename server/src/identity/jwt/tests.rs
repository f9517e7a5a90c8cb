use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::json;

use super::*;

/// Two private keys on P-256, made for these tests alone.
const KEYS: [&str; 2] = [
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgcyO+O9VLmEMITjn0bWsnVuMJ6FRiFenNLAxVZg5YBRehRANCAAQcr7en/Q1dOotzZQSPeeNvW8nsyE6+NRK5cKtLg5afb2ZuZMPpUSTB5c0oXGkyHu/8xYteza1S88b+Ggxd2wR1",
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSzPHPA6Gdm6apyb52fLbyf+GTjYpG4vg3y/eFgjkFMChRANCAASV+bhX03ZFA5QC+1w3jWs8qxJR3glMbFUbafT3BTBp7fUpM7axBvs53z7b9hCOCQf4b22KkE1bLwaGBIC5j2ui",
];

const NOW: i64 = 1_750_000_000;

fn private(key: usize) -> EncodingKey {
    EncodingKey::from_ec_der(&STANDARD.decode(KEYS[key]).unwrap())
}

fn jwks(keys: &[usize]) -> String {
    let keys = keys.iter().map(|key| {
        let mut jwk = Jwk::from_encoding_key(&private(*key), Algorithm::ES256).unwrap();
        jwk.common.key_id = Some(format!("k{key}"));
        jwk
    });
    serde_json::to_string(&JwkSet { keys: keys.collect() }).unwrap()
}

fn token(key: usize, change: impl FnOnce(&mut Value)) -> String {
    let mut claims =
        json!({"iss": "https://id.example.org", "aud": "coachwright", "sub": "auth0|42", "exp": NOW + 600});
    change(&mut claims);
    let header = Header { kid: Some(format!("k{key}")), ..Header::new(Algorithm::ES256) };
    encode(&header, &claims, &private(key)).unwrap()
}

struct World {
    _folder: tempfile::TempDir,
    tokens: Tokens,
}

fn world(keys: &[usize]) -> World {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jwks.json");
    std::fs::write(&file, jwks(keys)).unwrap();
    let settings = settings::Identity {
        issuer: "https://id.example.org".to_owned(),
        audience: "coachwright".to_owned(),
        jwks: file,
        ..settings::Identity::default()
    };
    World { _folder: folder, tokens: Tokens::open(&settings).unwrap() }
}

fn recognise(world: &World, token: &str) -> Result<Caller, IdentityError> {
    let headers = HeaderMap::from_iter([(AUTHORIZATION, format!("Bearer {token}").parse().unwrap())]);
    world.tokens.recognise(&headers, Timestamp::from_millisecond(NOW * 1000).unwrap())
}

#[test]
fn a_signed_token_names_its_bearer() {
    let world = world(&[0]);
    let caller = recognise(&world, &token(0, |_| {})).unwrap();
    assert_eq!(caller, Caller { user: "auth0|42".to_owned(), may_write: true, is_admin: false, by_token: false });
    for role in [json!("admin"), json!(["user", "admin"]), json!("user admin")] {
        assert!(recognise(&world, &token(0, |claims| claims["role"] = role)).unwrap().is_admin);
    }
    for role in [json!("administrator"), json!(["user"]), json!(true)] {
        assert!(!recognise(&world, &token(0, |claims| claims["role"] = role)).unwrap().is_admin);
    }
}

#[test]
fn tokens_for_others_and_forged_ones_are_refused() {
    let world = world(&[0]);
    let good = token(0, |_| {});
    let (content, signature) = good.rsplit_once('.').unwrap();
    let (header, _) = content.split_once('.').unwrap();
    let forged = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(
        json!({"iss": "https://id.example.org", "aud": "coachwright", "sub": "root", "exp": NOW + 600}).to_string(),
    );
    for (token, wanted) in [
        (token(0, |claims| claims["iss"] = json!("https://evil.example")), IdentityError::Invalid),
        (token(0, |claims| claims["aud"] = json!("other")), IdentityError::Invalid),
        (token(0, |claims| claims["sub"] = json!("")), IdentityError::Invalid),
        (token(0, |claims| drop(claims.as_object_mut().unwrap().remove("exp"))), IdentityError::Invalid),
        (token(0, |claims| claims["nbf"] = json!(NOW + 120)), IdentityError::Invalid),
        (token(0, |claims| claims["exp"] = json!(NOW - 61)), IdentityError::Expired),
        (token(1, |_| {}), IdentityError::Invalid),
        (format!("{header}.{forged}.{signature}"), IdentityError::Invalid),
        (content.to_owned(), IdentityError::Invalid),
        (String::new(), IdentityError::Invalid),
    ] {
        assert_eq!(recognise(&world, &token), Err(wanted), "{token}");
    }
    let shared = encode(&Header::default(), &json!({"sub": "x"}), &EncodingKey::from_secret(b"secret")).unwrap();
    assert_eq!(recognise(&world, &shared), Err(IdentityError::Invalid));
    assert_eq!(
        world.tokens.recognise(&HeaderMap::new(), Timestamp::from_millisecond(NOW * 1000).unwrap()),
        Err(IdentityError::Missing)
    );
}

#[test]
fn keys_are_rotated_by_writing_the_file() {
    let world = world(&[0]);
    assert_eq!(recognise(&world, &token(1, |_| {})), Err(IdentityError::Invalid));
    let file = &world.tokens.file;
    std::fs::write(file, "{").unwrap();
    touch(file, 1);
    assert_eq!(recognise(&world, &token(1, |_| {})), Err(IdentityError::Invalid));
    assert!(recognise(&world, &token(0, |_| {})).is_ok());
    std::fs::write(file, jwks(&[1])).unwrap();
    touch(file, 2);
    assert!(recognise(&world, &token(1, |_| {})).is_ok());
    assert_eq!(recognise(&world, &token(0, |_| {})), Err(IdentityError::Invalid));
}

fn touch(file: &PathBuf, later: u64) {
    let instant = SystemTime::now() + std::time::Duration::from_secs(later);
    std::fs::File::options().append(true).open(file).unwrap().set_modified(instant).unwrap();
}

#[test]
fn foreign_subjects_become_ids_that_fit_keys() {
    let plain = "a.user@example.org";
    assert_eq!(user_of_subject(plain), plain);
    let mut seen = vec![plain.to_owned()];
    for subject in ["a#b", "a/b", "ü", &"x".repeat(500), "sha256~", &user_of_subject("a#b")] {
        let user = user_of_subject(subject);
        assert!(id::id("user id", &user).is_ok() && user.len() <= MAX_SUBJECT);
        assert!(!seen.contains(&user));
        seen.push(user);
    }
}
