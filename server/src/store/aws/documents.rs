//! Documents in the bucket: gzip, with the SHA-256 of the text beside it.

use std::io::{Read as _, Write as _};

use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::ByteStream;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use futures_util::future::{join_all, try_join_all};
use sha2::{Digest as _, Sha256};

use super::codec::Map;
use super::connect::failed;
use super::{AwsStore, pending};
use crate::store::StoreError;

/// The name of the checksum among an object's metadata.
const SHA256: &str = "sha256";

/// The longest document that is unpacked: far above any that is written.
const MOST: u64 = 64 << 20;

/// A document as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed {
    pub(super) path: String,
    /// Of the text, in hexadecimal digits.
    pub(super) sha256: String,
    pub(super) gzip: Vec<u8>,
}

/// What became of documents.
#[derive(Debug, Default)]
pub(super) struct Put {
    /// Path of those in the bucket, and version where it keeps versions.
    pub(super) delivered: Vec<(String, Option<String>)>,
    /// Those that the table must keep until the bucket answers again.
    pub(super) pending: Vec<Map>,
}

impl Packed {
    pub(super) fn new(path: String, body: &[u8]) -> Result<Self, StoreError> {
        // No time and no name in the header: equal documents are equal bytes.
        let mut encoder: GzEncoder<Vec<u8>> =
            GzBuilder::new().write(Vec::with_capacity(body.len() / 4 + 64), Compression::best());
        let gzip = encoder.write_all(body).and_then(|()| encoder.finish());
        let gzip = gzip.map_err(|error| StoreError::Unavailable(error.into()))?;
        Ok(Self { path, sha256: checksum(body), gzip })
    }

    /// The text, if it is what was stored.
    pub(super) fn unpack(&self) -> Result<Vec<u8>, StoreError> {
        let mut text = Vec::with_capacity(self.gzip.len() * 4);
        let read = GzDecoder::new(self.gzip.as_slice()).take(MOST).read_to_end(&mut text);
        if read.is_ok() && checksum(&text) == self.sha256 {
            Ok(text)
        } else {
            Err(StoreError::Damaged(format!("the document `{}` does not match its checksum", self.path)))
        }
    }
}

fn checksum(text: &[u8]) -> String {
    Sha256::digest(text).iter().fold(String::with_capacity(64), |text, byte| format!("{text}{byte:02x}"))
}

impl AwsStore {
    pub(super) async fn read_document(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let (object, pending) = tokio::join!(self.read_object(path), self.pending(path));
        // What waits for the bucket is newer than what is in it.
        match pending? {
            Some(waiting) => waiting.unpack().map(Some),
            None => object?.map(|object| object.unpack()).transpose(),
        }
    }

    async fn read_object(&self, path: &str) -> Result<Option<Packed>, StoreError> {
        let request = self.clients.s3.get_object().bucket(&self.place.bucket).key(path);
        let object = match request.send().await {
            Ok(object) => object,
            Err(SdkError::ServiceError(error)) if matches!(error.err(), GetObjectError::NoSuchKey(_)) => {
                return Ok(None);
            }
            Err(error) => return Err(failed(error)),
        };
        let sha256 = object.metadata.as_ref().and_then(|metadata| metadata.get(SHA256)).cloned().unwrap_or_default();
        let body = object.body.collect().await.map_err(|error| StoreError::Unavailable(error.into()))?;
        Ok(Some(Packed { path: path.to_owned(), sha256, gzip: body.to_vec() }))
    }

    pub(super) async fn list_documents(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let mut paths = self.pending_paths(prefix).await?;
        let request = self.clients.s3.list_objects_v2().bucket(&self.place.bucket).prefix(prefix);
        let mut pages = request.into_paginator().send();
        while let Some(page) = pages.next().await {
            let objects = page.map_err(failed)?.contents.unwrap_or_default();
            paths.extend(objects.into_iter().filter_map(|object| object.key));
        }
        // Some servers list folders first.
        paths.sort_unstable();
        paths.dedup();
        Ok(paths)
    }

    /// Puts documents into the bucket; where it does not answer, they are to be kept in the table.
    pub(super) async fn put_documents(&self, documents: &[Packed]) -> Result<Put, StoreError> {
        let outcomes = join_all(documents.iter().map(|document| self.put_object(document))).await;
        let mut put = Put::default();
        for (document, outcome) in documents.iter().zip(outcomes) {
            match outcome {
                Ok(version) => put.delivered.push((document.path.clone(), version)),
                Err(StoreError::Unavailable(error)) => match pending::item(document) {
                    Some(map) => {
                        tracing::warn!(%error, "the bucket does not answer: a document waits in the table");
                        put.pending.push(map);
                    }
                    None => return Err(StoreError::Unavailable(error)),
                },
                Err(error) => return Err(error),
            }
        }
        Ok(put)
    }

    /// Puts one document into the bucket and gives its version, where there are versions.
    pub(super) async fn put_object(&self, document: &Packed) -> Result<Option<String>, StoreError> {
        let request = self.clients.s3.put_object().bucket(&self.place.bucket).key(&document.path);
        let put = request
            .content_type("application/json")
            .content_encoding("gzip")
            .metadata(SHA256, &document.sha256)
            .body(ByteStream::from(document.gzip.clone()))
            .send()
            .await
            .map_err(failed)?;
        Ok(put.version_id.filter(|version| version != "null"))
    }

    /// Takes documents back whose items were not written; what was there before is there again.
    pub(super) async fn take_back(&self, documents: &[(String, Option<String>)]) {
        for (path, version) in documents {
            // Without versions nobody knows whether what stands there by now is somebody else's.
            let Some(version) = version else { continue };
            let request = self.clients.s3.delete_object().bucket(&self.place.bucket).key(path).version_id(version);
            if let Err(error) = request.send().await {
                tracing::warn!(%error, "a document without an item was left behind; `verify` finds it");
            }
        }
    }

    pub(super) async fn delete_documents(&self, paths: &[String]) -> Result<(), StoreError> {
        let delete = |path: &String| {
            let request = self.clients.s3.delete_object().bucket(&self.place.bucket).key(path);
            let path = path.clone();
            async move {
                request.send().await.map_err(failed)?;
                self.forget_pending(&path).await
            }
        };
        try_join_all(paths.iter().map(delete)).await.map(drop)
    }
}
