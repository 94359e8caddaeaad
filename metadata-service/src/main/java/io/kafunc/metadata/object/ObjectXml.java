// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.FcTime;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Bodies in the protocol's XML. Pure. */
final class ObjectXml {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  static byte[] error(ObjectRefusedException refused, String requestId, String host) {
    return document(
        "Error",
        xml -> {
          element(xml, "Code", refused.error().code());
          element(xml, "Message", refused.getMessage());
          element(xml, "RequestId", requestId);
          element(xml, "HostId", host);
        });
  }

  static byte[] buckets(Map<String, Long> buckets, String account, String location) {
    return document(
        "ListAllMyBucketsResult",
        xml -> {
          owner(xml, account);
          xml.writeStartElement("Buckets");
          for (var bucket : buckets.entrySet()) {
            xml.writeStartElement("Bucket");
            element(xml, "Name", bucket.getKey());
            element(xml, "Location", location);
            element(xml, "CreationDate", time(bucket.getValue()));
            element(xml, "StorageClass", "Standard");
            xml.writeEndElement();
          }
          xml.writeEndElement();
        });
  }

  static byte[] listing(String bucket, ObjectListing listing, String account) {
    var request = listing.request();
    return document(
        "ListBucketResult",
        xml -> {
          element(xml, "Name", bucket);
          element(xml, "Prefix", name(request, request.prefix()));
          element(xml, request.second() ? "StartAfter" : "Marker", name(request, request.marker()));
          element(xml, "MaxKeys", Integer.toString(request.maxKeys()));
          element(xml, "Delimiter", name(request, request.delimiter()));
          if (request.urlEncoded()) {
            element(xml, "EncodingType", "url");
          }
          element(xml, "IsTruncated", Boolean.toString(listing.nextMarker().isPresent()));
          if (listing.nextMarker().isPresent()) {
            element(
                xml,
                request.second() ? "NextContinuationToken" : "NextMarker",
                name(request, listing.nextMarker().get()));
          }
          if (request.second()) {
            int count = listing.objects().size() + listing.prefixes().size();
            element(xml, "KeyCount", Integer.toString(count));
          }
          for (var object : listing.objects()) {
            contents(xml, request, object, account);
          }
          for (var prefix : listing.prefixes()) {
            xml.writeStartElement("CommonPrefixes");
            element(xml, "Prefix", name(request, prefix));
            xml.writeEndElement();
          }
        });
  }

  private static void contents(
      XMLStreamWriter xml, ObjectListing.Request request, StoredObject object, String account)
      throws XMLStreamException {
    xml.writeStartElement("Contents");
    element(xml, "Key", name(request, object.key()));
    element(xml, "LastModified", time(object.modified()));
    element(xml, "ETag", object.etag());
    element(xml, "Type", "Normal");
    element(xml, "Size", Long.toString(object.size()));
    element(xml, "StorageClass", "Standard");
    owner(xml, account);
    xml.writeEndElement();
  }

  private static void owner(XMLStreamWriter xml, String account) throws XMLStreamException {
    xml.writeStartElement("Owner");
    element(xml, "ID", account);
    element(xml, "DisplayName", account);
    xml.writeEndElement();
  }

  private static String name(ObjectListing.Request request, String text) {
    return request.urlEncoded() ? URLEncoder.encode(text, UTF_8).replace("+", "%20") : text;
  }

  private static String time(long millis) {
    return FcTime.millis(Instant.ofEpochMilli(millis));
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private interface Content {
    void writeTo(XMLStreamWriter xml) throws XMLStreamException;
  }

  private static byte[] document(String root, Content content) {
    var out = new ByteArrayOutputStream();
    try {
      var xml = FACTORY.createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement(root);
      content.writeTo(xml);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write XML to memory", e);
    }
    return out.toByteArray();
  }

  private ObjectXml() {}
}
